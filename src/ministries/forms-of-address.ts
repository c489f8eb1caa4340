import type { Locale } from '../platform/http/locale.js';
import { catalogue, hasCatalogue } from '../platform/texts/catalogue.js';
import type { Gender } from './ministries.values.js';

/** Salutation and closing of a letter. */
export interface Address {
  salutation: string;
  closing: string;
}

const texts = catalogue('forms-of-address');

/** The language whose forms are used: English where a language has none. */
export const addressLocale = (locale: Locale): Locale => (hasCatalogue(locale, 'forms-of-address') ? locale : 'en');

/** States that prefer the plain form to "Excellency". General diplomatic usage. */
const plainStates: ReadonlySet<string> = new Set(['AU', 'CA', 'CH', 'DK', 'FI', 'GB', 'IE', 'IS', 'NO', 'NZ', 'SE']);
const plainOf = (iso: string): 'yes' | 'no' => (plainStates.has(iso) ? 'yes' : 'no');

/** Title of the head of the ministry, derived from the English title of the office. */
type Office = 'minister' | 'secretaryOfState' | 'secretary' | 'councillor';

const officeOf = (title: string): Office => {
  if (/\bsecretary of state\b/i.test(title)) return 'secretaryOfState';
  if (/\bsecretary\b/i.test(title)) return 'secretary';
  return /\bhead of the federal department\b|\bcouncillor\b/i.test(title) ? 'councillor' : 'minister';
};

/**
 * The forms for an office holder, or for the office itself (gender unknown). No name is used: diplomatic letters address the office.
 * @param title of the office, in English
 */
export function addressOf(iso: string, title: string, gender: Gender, locale: Locale): Address {
  const t = texts(addressLocale(locale));
  const plain = plainOf(iso);
  const form = t.form[officeOf(title)]({ gender, plain });
  return { salutation: t.salutation({ plain, gender, form }), closing: t.closing({ plain, form }) };
}

/** First line on the envelope for a person: `Her Excellency Ada Example`. The style only where it is used and the gender known. */
export const personLine = (iso: string, name: string, gender: Gender, locale: Locale): string =>
  texts(addressLocale(locale)).person({ plain: plainOf(iso), gender, name });

/** First lines on the envelope where no name is known. @param title in the language */
export const officeLines = (iso: string, title: string, locale: Locale): string[] =>
  texts(addressLocale(locale))
    .office({ plain: plainOf(iso), title })
    .split('\n');

/** Titles, and the ministries that go with them, for which every language has words; by the English title. */
const kinds: Readonly<Record<string, keyof ReturnType<typeof texts>['titles']>> = {
  'Minister of Foreign Affairs': 'foreignAffairs',
  'Minister for Foreign Affairs': 'foreignAffairs',
  'Minister of Foreign Affairs and International Cooperation': 'internationalCooperation',
  'Minister of Foreign Affairs and Cooperation': 'cooperation',
  'Minister of External Relations': 'externalRelations',
  'Minister for Europe and Foreign Affairs': 'europe',
  'Minister of Foreign Affairs and Expatriates': 'expatriates',
  'Minister of Foreign Affairs and Worship': 'worship',
  'Secretary of Foreign Affairs': 'secretary',
};

/** The title in a language; null where there are no words for exactly this one: an invented title would be worse than none. */
export function titleIn(english: string, gender: Gender, basis: 'holder' | 'office', locale: Locale): string | null {
  const kind = kinds[english];
  return kind === undefined ? null : texts(addressLocale(locale)).titles[kind]({ gender, basis });
}

/** The name of a ministry in a language, or null. @param english such as `Ministry of Foreign Affairs` */
export function ministryIn(english: string, locale: Locale): string | null {
  const head = english.replace(/^Foreign Ministry$/, 'Ministry of Foreign Affairs');
  const kind = kinds[head.replace(/^Ministry\b/, 'Minister').replace(/^Secretariat\b/, 'Secretary')];
  return kind === undefined ? null : texts(addressLocale(locale)).ministries[kind];
}
