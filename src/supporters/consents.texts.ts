import { createHash } from 'node:crypto';
import { countryName } from '../platform/http/country-names.js';
import { writtenLocales } from '../platform/http/locale.js';
import { catalogue } from '../platform/texts/catalogue.js';
import { unmarked } from '../platform/texts/fallback.js';
import type { ConsentReference } from './consents.schema.js';

const texts = catalogue('consents');

/** Purposes whose texts the program writes. A petition may ask for others, with texts of its own. */
export const consentPurposes = ['signature', 'newsletter', 'show-name', 'government', 'audit'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** Versions of the program's texts, the newest first. */
export const consentVersions = ['2026-12', '2026-11'] as const;
export const letterVersion = 'letter-2026-12';

/** Whether a wording is one of the program's texts for a purpose of a petition, of today or of an earlier day. */
export const isOurWording = (wording: string): boolean =>
  consentVersions.some((version) => wording === version || wording.startsWith(`${version}.`));
/** The same for the consent to a letter. */
export const isLetterWording = (wording: string): boolean => wording.startsWith('letter-');

/** Stands in the stored text of the consent to a letter for the State; the record of the consent names it. */
export const statePlace = '{state}';

/** Who processes the data, as a consent names it; the country by its ISO code. */
export interface Controller {
  organisation: string;
  country: string | null;
}

/** The program's texts of today: for each purpose of a petition, and for a letter to a ministry. */
export interface WrittenConsents {
  offers: Record<ConsentPurpose, ConsentReference>;
  letter: ConsentReference;
}

/**
 * The texts in every language, with the wordings under which they are stored: the version, and a hash of all they say. Another controller, a better
 * word or one more language makes another wording; what people agreed to before stays as it was. @param controller null: not known
 */
export function consentTexts(controller: Controller | null): WrittenConsents {
  const inAll = (write: (t: ReturnType<typeof texts>, by: Named) => string): Record<string, string> =>
    Object.fromEntries(
      writtenLocales.map((locale) => [locale, unmarked(write(texts(locale), named(controller, locale)))]),
    );
  const said = (version: string, purpose: string, all: Record<string, string>): ConsentReference => {
    const hash = createHash('sha256').update(JSON.stringify(all)).digest('hex');
    return { purpose, wording: `${version}.${hash.slice(0, 8)}`, texts: all };
  };
  const [version] = consentVersions;
  const government = said(
    version,
    'government',
    inAll((t) => t.government),
  );
  const letter = said(
    letterVersion,
    'government',
    inAll((t, by) => t.letter({ ...by, state: statePlace })),
  );
  return {
    offers: {
      signature: said(
        version,
        'signature',
        inAll((t, by) => t.signature(by)),
      ),
      newsletter: said(
        version,
        'newsletter',
        inAll((t, by) => t.newsletter(by)),
      ),
      'show-name': said(
        version,
        'show-name',
        inAll((t) => t.showName),
      ),
      government: { ...government, recipients: 'states' },
      audit: said(
        version,
        'audit',
        inAll((t) => t.audit),
      ),
    },
    letter: { ...letter, recipients: 'states' },
  };
}

/** The texts that name nobody, under the plain version: what the description of the API promises to programs. */
export const plainTexts = (): ConsentReference[] => {
  const { offers, letter } = consentTexts(null);
  const [version] = consentVersions;
  return [
    ...Object.values(offers).map((offer) => ({ ...offer, wording: version })),
    { ...letter, wording: letterVersion },
  ];
};

interface Named {
  known: 'yes' | 'no';
  controller: string;
}

function named(controller: Controller | null, locale: string): Named {
  if (!controller) return { known: 'no', controller: '' };
  const { organisation, country } = controller;
  return {
    known: 'yes',
    controller: country === null ? organisation : `${organisation} (${countryName(country, locale)})`,
  };
}
