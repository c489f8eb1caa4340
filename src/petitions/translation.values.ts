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

export const hashesOf = (english: PetitionText | undefined): string[] =>
  english ? hashesOfParts(partsOf(english)) : [];

export const hashesOfParts = (parts: readonly string[]): string[] => parts.map(hashOf);

/**
 * What each language was translated from: as the draft says, else as published. Published texts of which that is not known were translated from the
 * English text beside them.
 */
export function translationsOf(
  published: readonly { locale: string; translatedFrom: string[] }[],
  english: PetitionText | undefined,
  drafted: TranslatedFrom = {},
): TranslatedFrom {
  const beside = hashesOf(english);
  const before = published.map(({ locale, translatedFrom }) => [
    locale,
    translatedFrom.length > 0 ? translatedFrom : beside,
  ]);
  return { ...(Object.fromEntries(before) as TranslatedFrom), ...drafted };
}

/** Parts of the English text that a translation does not know yet. */
export function changedSince(english: PetitionText | undefined, from: readonly string[]): Set<string> {
  return changedParts(english ? partsOf(english) : [], from);
}

/** Those of the parts whose hashes are not among these. */
export function changedParts(parts: readonly string[], from: readonly string[]): Set<string> {
  const known = new Set(from);
  return new Set(parts.filter((part) => !known.has(hashOf(part))));
}
