import type { StaffUpdate } from './staff-updates.service.js';
import { changedSince, gapsIn, partsOf } from './update-texts.js';
import type { UpdateText } from './updates.schema.js';

type Translated = Pick<StaffUpdate, 'texts' | 'translatedFrom'>;

/** The English text in the parts that somebody translates. */
export const partsIn = ({ texts }: Translated): string[] => partsOf(texts.en);

/** Those that a translation does not know yet. */
export const changedIn = ({ texts, translatedFrom }: Translated, locale: string): Set<string> =>
  changedSince(texts.en, translatedFrom[locale] ?? []);

/** Names of empty fields. */
export const gapNamesIn = (text: UpdateText): string[] => gapsIn(text);
