import { createHash } from 'node:crypto';
import { countryName } from '../platform/http/country-names.js';
import { writtenLocales } from '../platform/http/locale.js';
import { catalogue } from '../platform/texts/catalogue.js';
import { unmarked } from '../platform/texts/fallback.js';
import type { ConsentReference } from './consents.schema.js';

const texts = catalogue('consents');

/** Purposes whose texts the program writes. A petition may ask for others, with texts of its own. */
export const consentPurposes = ['signature', 'newsletter', 'show-name', 'government'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** Versions of the program's texts, the newest first. All are accepted, from forms of other sites that still show them, and recorded as given. */
export const consentVersions = ['2026-12', '2026-11'] as const;
export const letterVersion = 'letter-2026-12';

/** Stands in the stored text of the consent to a letter for the State; the record of the consent names it. */
export const statePlace = '{state}';

/** Who processes the data, as a consent names it; the country by its ISO code. */
export interface Controller {
  organisation: string;
  country: string | null;
}

/**
 * A version with the controller it names: another controller makes another wording, since people agreed to the first one.
 * @returns `2026-12`, or `2026-12.1a2b3c4d` where the controller is known
 */
export function wordingOf(version: string, controller: Controller | null): string {
  if (!controller) return version;
  const hash = createHash('sha256')
    .update(`${controller.organisation}\n${controller.country ?? ''}`)
    .digest('hex');
  return `${version}.${hash.slice(0, 8)}`;
}

/** The program's texts of today in every language: those of a petition, and the one of a letter to a ministry. */
export function consentTexts(controller: Controller | null): ConsentReference[] {
  const inAll = (write: (t: ReturnType<typeof texts>, by: Named) => string): Record<string, string> =>
    Object.fromEntries(
      writtenLocales.map((locale) => [locale, unmarked(write(texts(locale), named(controller, locale)))]),
    );
  const wording = wordingOf(consentVersions[0], controller);
  return [
    { purpose: 'signature', wording, texts: inAll((t, by) => t.signature(by)) },
    { purpose: 'newsletter', wording, texts: inAll((t, by) => t.newsletter(by)) },
    { purpose: 'show-name', wording, texts: inAll((t) => t.showName) },
    { purpose: 'government', wording, recipients: 'states', texts: inAll((t) => t.government) },
    {
      purpose: 'government',
      wording: wordingOf(letterVersion, controller),
      recipients: 'states',
      texts: inAll((t, by) => t.letter({ ...by, state: statePlace })),
    },
  ];
}

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
