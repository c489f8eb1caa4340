import { Injectable } from '@nestjs/common';
import type { Day } from '../platform/day.js';
import type { Locale } from '../platform/http/locale.js';
import { StatesService, type StateFacts } from '../treaties/states.service.js';
import { DossiersService, holderOn, type Dossier } from './dossiers.service.js';
import { addressLocale, addressOf, envelopeName, officeLine } from './forms-of-address.js';
import { referenceActor } from './ministries.reference.js';
import type { Gender } from './ministries.values.js';
import { isStale } from './office-holders.service.js';

/** The addressee of a letter, and the forms of address. */
export interface Addressee {
  /** Null when the letter is addressed to the office. */
  name: string | null;
  title: string;
  gender: Gender;
  salutation: string;
  closing: string;
  /** Lines of the address block, separated by line ends. */
  envelope: string;
  /** Its lines before the place: the person or the office, and the ministry */
  heading: string[];
  basis: 'holder' | 'office';
  /** An office holder is known, but was not verified for too long; so the letter is addressed to the office. */
  stale: boolean;
}

const usualTitle = 'Minister of Foreign Affairs';

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
  const inOffice = holderOn(dossier, day);
  const stale = inOffice !== null && isStale(inOffice, day);
  const holder = stale ? null : inOffice;
  const title = holder?.title ?? facts.head_title_en?.value ?? usualTitle;
  const gender = holder?.gender ?? 'unknown';
  const forms = addressOf(iso, title, gender, locale);
  // A salutation that staff entered for the office in this language takes precedence over common usage.
  const own = facts.salutation?.enteredBy === referenceActor ? undefined : facts.salutation?.value;
  const salutation =
    !holder && own !== undefined && facts.contact_language?.value === addressLocale(locale) ? own : forms.salutation;
  const office =
    addressLocale(locale) === 'en'
      ? (facts.envelope_form_en?.value ?? officeLine(title, locale))
      : officeLine(title, locale);
  // A name in a language few of us read is printed only if somebody has confirmed it.
  const ministry = facts.name_native?.confidence === 'low' ? facts.name_en : (facts.name_native ?? facts.name_en);
  const heading = [
    ...(holder ? [envelopeName(iso, holder.name, gender), holder.title] : [office]),
    ministry?.value,
  ].filter((line) => line !== undefined);
  const envelope = [...heading, facts.postal_address?.value ?? facts.city?.value, state.name];
  return {
    name: holder?.name ?? null,
    title,
    gender,
    salutation,
    closing: forms.closing,
    envelope: envelope.filter((line) => line !== undefined).join('\n'),
    heading,
    basis: holder ? 'holder' : 'office',
    stale,
  };
}
