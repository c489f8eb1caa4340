import { threeLetterCodes } from './country-codes.js';
import type { Locale } from './locale.js';
import { referenceTexts } from '../texts/reference-texts.js';

/**
 * The one source of names: UN short names, and later renamings, where they differ from those of the Unicode Consortium; otherwise those of Unicode,
 * which come with Node.js.
 */
const ours = referenceTexts('state-names') as ReadonlyMap<Locale, Readonly<Record<string, string | undefined>>>;

const unicode = new Map<Locale, Intl.DisplayNames>();

function unicodeNames(locale: Locale): Intl.DisplayNames {
  let names = unicode.get(locale);
  if (!names) unicode.set(locale, (names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })));
  return names;
}

/** A country's name in a language. @param code ISO 3166-1, two capital letters; returned unchanged when it is no country's */
export const countryName = (code: string, locale: Locale): string =>
  ours.get(locale)?.[code] ?? (threeLetterCodes.has(code) ? unicodeNames(locale).of(code) : undefined) ?? code;
