import type { Locale } from '../platform/http/locale.js';
import type { Gender } from './ministries.values.js';

/** Salutation and closing of a letter. */
export interface Address {
  salutation: string;
  closing: string;
}

/** Languages with known forms; letters in another language use the English ones. */
const spoken = ['en', 'fr', 'es'] as const;
type Spoken = (typeof spoken)[number];
export const addressLocale = (locale: Locale): Spoken => spoken.find((one) => one === locale) ?? 'en';

/** States that prefer the plain form to "Excellency". General diplomatic usage. */
const plainStates: ReadonlySet<string> = new Set(['AU', 'CA', 'DK', 'FI', 'GB', 'IE', 'IS', 'NO', 'NZ', 'SE']);

/** Title of the head of the ministry, derived from the English title of the office. */
type Office = 'minister' | 'secretaryOfState' | 'secretary' | 'councillor';

const officeOf = (title: string): Office => {
  if (/\bsecretary of state\b/i.test(title)) return 'secretaryOfState';
  if (/\bsecretary\b/i.test(title)) return 'secretary';
  return /\bhead of the federal department\b|\bcouncillor\b/i.test(title) ? 'councillor' : 'minister';
};

const plain: Record<Office, string> = {
  minister: 'Minister',
  secretaryOfState: 'Secretary of State',
  secretary: 'Secretary',
  councillor: 'Federal Councillor',
};

const french: Record<Office, Record<'female' | 'male', string>> = {
  minister: { female: 'Madame la Ministre', male: 'Monsieur le Ministre' },
  secretaryOfState: { female: 'Madame la Secrétaire d’État', male: 'Monsieur le Secrétaire d’État' },
  secretary: { female: 'Madame la Secrétaire', male: 'Monsieur le Secrétaire' },
  councillor: { female: 'Madame la Conseillère fédérale', male: 'Monsieur le Conseiller fédéral' },
};

const spanish: Record<Office, Record<'female' | 'male', string>> = {
  minister: { female: 'Excelentísima señora Ministra', male: 'Excelentísimo señor Ministro' },
  secretaryOfState: {
    female: 'Excelentísima señora Secretaria de Estado',
    male: 'Excelentísimo señor Secretario de Estado',
  },
  secretary: { female: 'Excelentísima señora Secretaria', male: 'Excelentísimo señor Secretario' },
  councillor: { female: 'Excelentísima señora Consejera Federal', male: 'Excelentísimo señor Consejero Federal' },
};

/** One form, or both where the gender is unknown. */
const oneOrBoth = (forms: Record<'female' | 'male', string>, gender: Gender): string =>
  gender === 'unknown' ? `${forms.female}, ${forms.male}` : forms[gender];

/**
 * The forms for an office holder, or for the office itself (gender unknown). No name is used: diplomatic letters address the office.
 * @param title of the office, in English
 */
export function addressOf(iso: string, title: string, gender: Gender, locale: Locale): Address {
  const office = officeOf(title);
  switch (addressLocale(locale)) {
    case 'fr': {
      const form = oneOrBoth(french[office], gender);
      return {
        salutation: `${form},`,
        closing: `Veuillez agréer, ${form}, l’expression de notre très haute considération.`,
      };
    }
    case 'es':
      return {
        salutation: `${oneOrBoth(spanish[office], gender)}:`,
        closing: 'Le rogamos que acepte el testimonio de nuestra más alta consideración.',
      };
    case 'en':
      return plainStates.has(iso)
        ? { salutation: `Dear ${plain[office]},`, closing: 'Yours sincerely,' }
        : {
            salutation: 'Excellency,',
            closing: 'Please accept, Excellency, the assurance of our highest consideration.',
          };
  }
}

const styles: Record<Gender, string> = { female: 'Her', male: 'His', unknown: 'His/Her' };

/** First line on the envelope in English. `Her Excellency Ada Example` or, for the office, the form stored with the ministry. */
export const envelopeName = (iso: string, name: string, gender: Gender): string =>
  plainStates.has(iso) || gender === 'unknown' ? name : `${styles[gender]} Excellency ${name}`;

/** Addressee when no name is known. */
export function officeLine(title: string, locale: Locale): string {
  switch (addressLocale(locale)) {
    case 'fr':
      return 'À l’attention de la cheffe ou du chef de la diplomatie';
    case 'es':
      return 'A la atención de la persona titular del ministerio';
    case 'en':
      return `To the ${title}`;
  }
}
