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

const official = referenceTexts('official-names') as typeof ours;

/**
 * The official name of a State in a language, null where none is known. Many States have only one name; theirs is the short one of the language.
 * @param inEnglish its official name there
 */
export function officialName(code: string, inEnglish: string, locale: Locale): string | null {
  if (locale === 'en') return inEnglish;
  const own = official.get(locale)?.[code];
  return own ?? (inEnglish === countryName(code, 'en') ? countryName(code, locale) : null);
}
