import { createHash } from 'node:crypto';
import type { PetitionText } from './petitions.schema.js';

/** Hashes of the parts of the English text that a translation was made from, by language. */
export type TranslatedFrom = Record<string, string[]>;

const hashOf = (part: string): string => createHash('sha256').update(part).digest('hex').slice(0, 16);

/** Everything somebody translates, part by part. */
const partsOf = ({ title, summary, sections, ask, shareText, leadAlt }: PetitionText): string[] =>
  [
    title,
    summary,
    ...sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]),
    ...ask,
    shareText,
    leadAlt ?? '',
  ].filter((part) => part !== '');

export const hashesOf = (english: PetitionText | undefined): string[] => (english ? partsOf(english).map(hashOf) : []);

/** Parts of the English text that a translation does not know yet. */
export function changedSince(english: PetitionText | undefined, from: readonly string[]): Set<string> {
  const known = new Set(from);
  return new Set((english ? partsOf(english) : []).filter((part) => !known.has(hashOf(part))));
}
