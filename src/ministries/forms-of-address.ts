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
  const plain = plainStates.has(iso) ? 'yes' : 'no';
  const form = t.form[officeOf(title)]({ gender, plain });
  return { salutation: t.salutation({ plain, gender, form }), closing: t.closing({ plain, form }) };
}

const styles: Record<Gender, string> = { female: 'Her', male: 'His', unknown: 'His/Her' };

/** First line on the envelope in English. `Her Excellency Ada Example` or, for the office, the form stored with the ministry. */
export const envelopeName = (iso: string, name: string, gender: Gender): string =>
  plainStates.has(iso) || gender === 'unknown' ? name : `${styles[gender]} Excellency ${name}`;

/** Addressee when no name is known. @param title of the office, in English; other languages have one line for every office */
export const officeLine = (title: string, locale: Locale): string => texts(addressLocale(locale)).office({ title });
