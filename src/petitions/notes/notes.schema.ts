import { z } from 'zod';
import { optionalLine, optionalText } from '../../platform/http/fields.js';
import { writtenLocales } from '../../platform/http/locale.js';
import type { Fault } from '../../platform/errors.js';

/** What stands beside the text that people sign: before it, news about it, and how it ended. */
export const noteKinds = ['introduction', 'news', 'closing'] as const;
export type NoteKind = (typeof noteKinds)[number];

export interface NoteText {
  title: string;
  text: string;
}

/** The form of a note: a title and a text per language. Without any it removes the note of its kind. */
export const noteForm = z.looseObject({
  kind: z.enum(noteKinds),
  ...Object.fromEntries(
    writtenLocales.flatMap((locale) => [
      [`title_${locale}`, optionalLine(120)],
      [`text_${locale}`, optionalText(5_000)],
    ]),
  ),
});

/** @returns the texts by language, and a fault for each half that is missing */
export function noteIn(form: z.output<typeof noteForm>): { texts: Record<string, NoteText>; faults: Fault[] } {
  const loose = form as Record<string, unknown>;
  const faults: Fault[] = [];
  const texts: Record<string, NoteText> = {};
  for (const locale of writtenLocales) {
    const [title, text] = [loose[`title_${locale}`], loose[`text_${locale}`]] as (string | undefined)[];
    if (title && text) texts[locale] = { title, text };
    else if (title || text) faults.push(missing(`${title ? 'text' : 'title'}_${locale}`));
  }
  const isAny = Object.keys(texts).length > 0;
  if (isAny && !texts.en) faults.push(missing('title_en'), missing('text_en'));
  if (!isAny && form.kind === 'news') faults.push(missing('title_en'), missing('text_en'));
  return { texts, faults };
}

const missing = (name: string): Fault => ({ pointer: `/${name}`, code: 'field.required', detail: 'is required' });
