import { countryName } from '../platform/http/country-names.js';
import { countryCodes } from '../platform/http/country-codes.js';
import type { Locale } from '../platform/http/locale.js';

const lists = new Map<Locale, { code: string; name: string }[]>();

/** All countries, or those named, in the collation order of the language. */
export function countryList(locale: Locale, only: readonly string[] = []): { code: string; name: string }[] {
  const all = allCountries(locale);
  return only.length === 0 ? all : all.filter(({ code }) => only.includes(code));
}

function allCountries(locale: Locale): { code: string; name: string }[] {
  let list = lists.get(locale);
  if (!list) {
    const collator = new Intl.Collator(locale);
    list = countryCodes
      .map((code) => ({ code, name: countryName(code, locale) }))
      .sort((a, b) => collator.compare(a.name, b.name));
    lists.set(locale, list);
  }
  return list;
}
