import { readFileSync } from 'node:fs';
import { threeLetterCodes } from './country-codes.js';
import { locales, type Locale } from './locale.js';

/**
 * The one source of names: UN short names, and later renamings, where they differ from those of the Unicode Consortium; otherwise those of Unicode,
 * which come with Node.js. The path is the same from src and from dist.
 */
const ours = JSON.parse(
  readFileSync(new URL('../../../prisma/reference/state-names.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Partial<Record<Locale, string>>>>;

const unicode = Object.fromEntries(
  locales.map((locale) => [locale, new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })]),
) as Record<Locale, Intl.DisplayNames>;

/** A country's name in a language. @param code ISO 3166-1, two capital letters; returned unchanged when it is no country's */
export const countryName = (code: string, locale: Locale): string =>
  ours[code]?.[locale] ?? (threeLetterCodes.has(code) ? unicode[locale].of(code) : undefined) ?? code;
