import { readFileSync } from 'node:fs';
import { locales, type Locale } from './locale.js';

/**
 * The one source of names: short names of the United Nations, and what goes by another name since, where they differ from what the
 * Unicode Consortium writes; for all others those of Unicode, which come with Node.js. The path is the same from src and from dist.
 */
const ours = JSON.parse(
  readFileSync(new URL('../../../prisma/reference/state-names.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Partial<Record<Locale, string>>>>;

const unicode = Object.fromEntries(
  locales.map((locale) => [locale, new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })]),
) as Record<Locale, Intl.DisplayNames>;

/** A country's name in a language; null when there is none. @param code ISO 3166-1, two capital letters */
export const countryNameIn = (code: string, locale: Locale): string | null =>
  ours[code]?.[locale] ?? (/^[A-Z]{2}$/.test(code) ? (unicode[locale].of(code) ?? null) : null);

/** The same; the code itself where there is no name. */
export const countryName = (code: string, locale: Locale): string => countryNameIn(code, locale) ?? code;
