import { createHash } from 'node:crypto';
import { claimKeysIn, claimMarker } from '../../claims/claims.schema.js';
import { fill, missingIn, type FieldValues } from './template-engine.js';
import { TemplateFault } from './templates.errors.js';
import type { TemplateField } from './templates.values.js';

/** A source as printed under a letter. */
export interface LetterNote {
  key: string;
  title: string;
  url: string | null;
  /** Each of them with its own address, where there are several. */
  sources?: readonly { title: string; url: string | null }[];
  asOf: string;
  /** False: the day is the one on which the register was compiled. */
  checked?: boolean;
}

export interface LetterParts {
  frame: { subject: string; body: string };
  /** In print order; null for a letter that has none, e.g. a follow-up */
  sections: { body: string }[] | null;
  values: FieldValues;
  notes: readonly LetterNote[];
  /** A source as it is cited in the language of the letter. */
  cite: (title: string) => string;
  /** Text above the notes, and before the day on which a source was checked or the register compiled. */
  words: { notes: string; asOf: (day: string) => string; compiled: (day: string) => string };
}

/** A letter as it will be sent. */
export interface ComposedLetter {
  subject: string;
  /** Markdown, with numbered notes at the end */
  text: string;
  /** SHA-256 of subject and text, hexadecimal: the same for email and paper */
  textHash: string;
  /** Claims it relies on, in the order of their numbers */
  claims: string[];
  /** Fields it uses that are empty */
  missing: TemplateField[];
}

/** Composes a letter. Claims become numbers in the order in which the letter first names them. @throws TemplateFault */
export function composeLetter({ frame, sections, values, notes, cite, words }: LetterParts): ComposedLetter {
  if (sections?.length === 0) throw new TemplateFault('template.no_sections', 'has no section for this State');
  const written = (sections ?? []).map(({ body }) => fill(body, values).trim()).join('\n\n');
  const subject = fill(frame.subject, values).trim();
  const body = fill(frame.body, { ...values, 'letter.sections': written }).trim();
  const claims = claimKeysIn(body);
  const numbered = body.replace(claimMarker, (_, key: string) => `[${claims.indexOf(key) + 1}]`);
  const list = claims.map((key, index) => noteLine(index + 1, key, notes, cite, words));
  const text = claims.length === 0 ? numbered : `${numbered}\n\n---\n\n**${words.notes}**\n\n${list.join('\n')}`;
  const templates = [frame.subject, frame.body, ...(sections ?? []).map((section) => section.body)];
  const missing = [
    ...new Set(templates.flatMap((template) => missingIn(template, { ...values, 'letter.sections': written }))),
  ];
  return {
    subject,
    text,
    textHash: createHash('sha256').update(`${subject}\n\n${text}`).digest('hex'),
    claims,
    missing,
  };
}

function noteLine(
  number: number,
  key: string,
  notes: readonly LetterNote[],
  cite: LetterParts['cite'],
  words: LetterParts['words'],
): string {
  const note = notes.find((one) => one.key === key);
  if (!note) throw new TemplateFault('template.unknown_field', `names a claim that does not exist: ${key}`);
  const sources = (note.sources ?? [note])
    .map(({ title, url }) => [cite(title), url].filter(Boolean).join(', '))
    .join('; ');
  return `${number}. ${[sources, (note.checked === false ? words.compiled : words.asOf)(note.asOf)].filter(Boolean).join(', ')}`;
}
