import { createRequire } from 'node:module';
import countries, { type LocaleData } from 'i18n-iso-countries';
import { countryCodes } from '../platform/http/fields.js';
import { locales, type Locale } from '../platform/http/locale.js';

const require = createRequire(import.meta.url);
for (const locale of locales) countries.registerLocale(require(`i18n-iso-countries/langs/${locale}.json`) as LocaleData);

/** A country's name in a language; the code itself when there is none. */
export const countryName = (code: string, locale: Locale): string => countries.getName(code, locale) ?? code;

const lists = new Map<Locale, { code: string; name: string }[]>();

/** All countries, sorted as the language sorts. */
export function countryList(locale: Locale): { code: string; name: string }[] {
  let list = lists.get(locale);
  if (!list) {
    const collator = new Intl.Collator(locale);
    list = countryCodes.map((code) => ({ code, name: countryName(code, locale) })).sort((a, b) => collator.compare(a.name, b.name));
    lists.set(locale, list);
  }
  return list;
}
