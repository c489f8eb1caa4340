import { countryName, officialName } from '../platform/http/country-names.js';
import type { Locale } from '../platform/http/locale.js';
import { referenceTexts } from '../platform/texts/reference-texts.js';
import type { StateFacts } from '../treaties/states.service.js';
import { ministryIn, titleIn } from './forms-of-address.js';
import { referenceActor } from './ministries.reference.js';
import type { MinistryFacts } from './ministry-facts.js';
import type { MinistryField } from './ministries.values.js';
import type { Holder } from './office-holders.service.js';

export const usualTitle = 'Minister of Foreign Affairs';

const cities = referenceTexts('city-names') as ReadonlyMap<Locale, Readonly<Record<string, string | undefined>>>;

/** A fact in the language of correspondence: of use only in a letter in that language. */
export const ownFact = (facts: MinistryFacts, field: MinistryField, locale: Locale): MinistryFacts[MinistryField] =>
  facts.contact_language?.value === locale ? facts[field] : undefined;

/**
 * The title in the language of the letter, or null. What staff entered comes first. The bundled titles in a language are those of the office and may
 * name both genders, so for a named person staff confirm theirs.
 */
export function titleOf(facts: MinistryFacts, holder: Holder | null, locale: Locale): string | null {
  const english = holder?.title ?? facts.head_title_en?.value ?? usualTitle;
  if (locale === 'en') return english;
  const own = ownFact(facts, 'head_title_local', locale);
  if (own && (!holder || own.enteredBy !== referenceActor)) return own.value;
  if (own) return null;
  return titleIn(english, holder?.gender ?? 'unknown', holder ? 'holder' : 'office', locale);
}

/** The name of the ministry in the language of the letter, or null: title and State suffice. */
export function ministryOf(state: StateFacts, facts: MinistryFacts, locale: Locale): string | null {
  const english = facts.name_en?.value;
  if (locale === 'en') return english ?? null;
  const own = ownFact(facts, 'name_local', locale);
  if (own) return own.value;
  // A name in a language few of us read is printed only if somebody has confirmed it.
  const native = facts.name_native?.confidence === 'low' ? undefined : facts.name_native?.value;
  if (native !== undefined && state.languages.length === 1 && state.languages[0] === locale) return native;
  return english === undefined ? null : ministryIn(english, locale);
}

/** The seat of the ministry as the language calls it, or null. A name that staff entered is printed as it is. */
export function cityOf({ city }: MinistryFacts, iso: string, locale: Locale): string | null {
  if (!city) return null;
  return locale === 'en' || city.enteredBy !== referenceActor ? city.value : (cities.get(locale)?.[iso] ?? null);
}

/** The State by its official name, else by its short one. */
export const stateLine = ({ iso, officialName: english }: StateFacts, locale: Locale): string =>
  officialName(iso, english, locale) ?? countryName(iso, locale);
