import { createRequire } from 'node:module';
import countries, { type LocaleData } from 'i18n-iso-countries';
import { countryCodes } from '../../platform/http/fields.js';
import { locales } from '../../platform/http/locale.js';

const require = createRequire(import.meta.url);

/** Names of countries in the four languages, in lower case, and codes of three letters. */
let known: Map<string, string> | undefined;

function countryNames(): Map<string, string> {
  if (known) return known;
  known = new Map();
  for (const [three, two] of Object.entries(countries.getAlpha3Codes())) known.set(three.toLowerCase(), two);
  for (const locale of locales) {
    countries.registerLocale(require(`i18n-iso-countries/langs/${locale}.json`) as LocaleData);
    for (const [code, names] of Object.entries(countries.getNames(locale, { select: 'all' })))
      for (const name of names) known.set(name.toLowerCase(), code);
  }
  for (const code of countryCodes) known.set(code.toLowerCase(), code);
  return known;
}

/** By code of two or three letters, or by name; null where none fits. */
export const countryCodeOf = (text: string): string | null => countryNames().get(text.normalize('NFC').trim().toLowerCase()) ?? null;

const yes = new Set(['yes', 'y', 'true', '1', 'x', 'oui', 'o', 'vrai', 'sí', 'si', 's', 'verdadero', 'так', 'т']);
const no = new Set(['', 'no', 'n', 'false', '0', 'non', 'faux', 'falso', 'ні', 'н', '-']);

/** Null for what is neither. Nothing said is a no. */
export function yesOrNo(text: string): boolean | null {
  const word = text.normalize('NFC').trim().toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}

/** `2027-04-04`, or the day first: `4.4.2027`, `04/04/2027`. Comes out as YYYY-MM-DD; null where it is none of these. */
export function dayOf(text: string): string | null {
  const [, isoDay] = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(text) ?? [];
  if (isoDay !== undefined) return isoDay;
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text) ?? [];
  return year === '' ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
