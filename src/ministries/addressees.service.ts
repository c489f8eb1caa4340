import { Injectable } from '@nestjs/common';
import type { Day } from '../platform/day.js';
import type { Locale } from '../platform/http/locale.js';
import { StatesService, type StateFacts } from '../treaties/states.service.js';
import { DossiersService, holderOn, type Dossier } from './dossiers.service.js';
import { addressLocale, addressOf, officeLines, personLine } from './forms-of-address.js';
import { cityOf, ministryOf, ownFact, stateLine, titleOf, usualTitle } from './address-lines.js';
import { referenceActor } from './ministries.reference.js';
import type { Gender, MinistryHold } from './ministries.values.js';
import { isStale } from './office-holders.service.js';

/** The addressee of a letter, and the forms of address. */
export interface Addressee {
  /** Null when the letter is addressed to the office. */
  name: string | null;
  /** In English */
  title: string;
  gender: Gender;
  salutation: string;
  closing: string;
  /** Lines of the address block, separated by line ends, all in the language of the letter. */
  envelope: string;
  /** Its lines before the place: the person or the office, and the ministry */
  heading: string[];
  /** In the language of the letter; null where it is not known in that */
  ministry: string | null;
  city: string | null;
  basis: 'holder' | 'office';
  /** An office holder is known, but was not verified for too long; so the letter is addressed to the office. */
  stale: boolean;
  /** What has to be entered before a letter is addressed like this. */
  holds: MinistryHold[];
}

/** Whom to write to on a given day. */
@Injectable()
export class AddresseesService {
  constructor(
    private readonly states: StatesService,
    private readonly dossiers: DossiersService,
  ) {}

  /** @throws StateUnknown */
  async addresseeOn(iso: string, day: Day, locale: Locale): Promise<Addressee> {
    const [state, dossier] = await Promise.all([this.states.get(iso, locale), this.dossiers.of([iso])]);
    return addresseeOf(state, dossier(iso), day, locale);
  }
}

export function addresseeOf(state: StateFacts, dossier: Dossier, day: Day, locale: Locale): Addressee {
  const { iso, facts } = dossier;
  const language = addressLocale(locale);
  const inOffice = holderOn(dossier, day);
  const stale = inOffice !== null && isStale(inOffice, day);
  const holder = stale ? null : inOffice;
  const english = holder?.title ?? facts.head_title_en?.value ?? usualTitle;
  const gender = holder?.gender ?? 'unknown';
  const forms = addressOf(iso, english, gender, language);
  // A salutation that staff entered for the office in this language takes precedence over common usage.
  const own = ownFact(facts, 'salutation', language);
  const salutation = !holder && own && own.enteredBy !== referenceActor ? own.value : forms.salutation;
  const title = titleOf(facts, holder, language);
  const ministry = ministryOf(state, facts, language);
  const city = cityOf(facts, iso, language);
  const heading = [
    ...(holder ? [personLine(iso, holder.name, gender, language)] : []),
    ...(title === null ? [] : holder ? [title] : officeLines(iso, title, language)),
    ministry,
  ].filter((line) => line !== null);
  const place = facts.postal_address?.value ?? city;
  return {
    name: holder?.name ?? null,
    title: english,
    gender,
    salutation,
    closing: forms.closing,
    envelope: [...heading, place, stateLine(state, language)].filter((line) => line !== null).join('\n'),
    heading,
    ministry,
    city,
    basis: holder ? 'holder' : 'office',
    stale,
    holds: title === null ? [noTitle(english, language)] : [],
  };
}

const noTitle = (english: string, language: Locale): MinistryHold => ({
  code: 'addressee.no_title',
  detail: `The title “${english}” has no known form in the language of the letter (${language}). Enter it with the ministry, as a title in the language of correspondence.`,
});
