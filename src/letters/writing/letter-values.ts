import { addresseeOf } from '../../ministries/addressees.service.js';
import type { Day } from '../../platform/day.js';
import { countryName, officialName } from '../../platform/http/country-names.js';
import type { Locale } from '../../platform/http/locale.js';
import { longDate, number } from '../../platform/texts/in-words.js';
import { languageOf } from '../../platform/texts/languages.js';
import type { ConventionCode } from '../../treaties/position.status.js';
import type { StateUnderConvention } from '../../treaties/positions.service.js';
import { isProtocolParty, protocolListOf } from './amended-protocol-ii.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import type { Dossier } from '../../ministries/dossiers.service.js';
import type { StateFacts } from '../../treaties/states.service.js';
import type { LetterNote } from './compose-letter.js';
import type { TemplateSet } from './templates.service.js';
import type { Hold } from './provisional-hold.js';
import type { FieldValues } from './template-engine.js';
import { statesWithoutArmedForces } from './templates.values.js';

/** The data the letters of a plan are made from, read once for all of them. */
export interface LetterBasis {
  campaignId: string;
  day: Day;
  sets: Map<string, TemplateSet>;
  claims: readonly StaffClaim[];
  notes: LetterNote[];
  /** As of when the letter is composed, which may be days before it is sent */
  signatures: { total: number; countries: number; asOf: Day };
  anchorIn: (locale: string) => { on: Day; name: string } | null;
  /** @throws StateUnknown */
  stateIn: (iso: string, locale: Locale) => StateFacts;
  positionsOn: (iso: string, on: Day) => StateUnderConvention[];
  dossierOf: (iso: string) => Dossier;
  /** Name, title, organisation, postal address and email address, a line each; null while no signatory is set. */
  signatory: string | null;
  /** Letters without a signatory are held: the installation sends real ones. */
  mustBeSigned: boolean;
}

/** Letter languages that the names of States and days are known in. */
export const spokenIn = (locale: string): Locale => (languageOf(locale) ? locale : 'en');

/** What has to be entered before a letter can be addressed to a State in a language, and signed. @throws StateUnknown */
export function formHolds(iso: string, locale: string, basis: LetterBasis): Hold[] {
  const { stateIn, dossierOf, day, signatory, mustBeSigned } = basis;
  const language = spokenIn(locale);
  const unsigned = signatory === null && mustBeSigned;
  return [
    ...addresseeOf(stateIn(iso, language), dossierOf(iso), day, language).holds,
    ...(unsigned ? [noSignatory] : []),
  ];
}

/** Ministries file unsigned letters as anonymous. */
const noSignatory: Hold = { code: 'letter.no_signatory', detail: 'No signatory is set in the campaign’s settings.' };

/** Everything a text may say about the State, the ministry, the day and the counts. @throws StateUnknown */
export function letterValues(
  iso: string,
  locale: string,
  basis: LetterBasis,
  reference: string,
  under: readonly StateUnderConvention[],
): FieldValues {
  const { day, signatures } = basis;
  const language = spokenIn(locale);
  const state = basis.stateIn(iso, language);
  const addressee = addresseeOf(state, basis.dossierOf(iso), day, language);
  const anchor = basis.anchorIn(language);
  const of = (code: ConventionCode) => under.find(({ convention }) => convention === code);
  const hasLeft = (code: ConventionCode): string | null => (of(code)?.position === 'withdrawn' ? 'yes' : null);
  const effectOf = (code: ConventionCode): Day | null | undefined =>
    of(code)?.position === 'notice_running' ? of(code)?.clock?.effective : null;
  const date = (on: Day | null | undefined): string | null => (on ? longDate(on, locale) : null);
  return inPlainLines({
    'ministry.name': addressee.ministry,
    'ministry.city': addressee.city,
    'addressee.envelope': addressee.envelope,
    'addressee.salutation': addressee.salutation,
    'addressee.closing': addressee.closing,
    'state.name': countryName(iso, language),
    'state.official_name': officialName(iso, state.officialName, language),
    'state.no_armed_forces': statesWithoutArmedForces.includes(iso) ? 'yes' : null,
    'apmbc.since': date(of('APMBC')?.since),
    'ccm.since': date(of('CCM')?.since),
    'apmbc.left': hasLeft('APMBC'),
    'ccm.left': hasLeft('CCM'),
    'apmbc.effect_on': date(effectOf('APMBC')),
    'ccm.effect_on': date(effectOf('CCM')),
    'amended_protocol_ii.party': isProtocolParty(iso) ? 'yes' : null,
    'amended_protocol_ii.as_of': date(protocolListOf),
    'anchor.name': anchor?.name ?? null,
    'anchor.day': date(anchor?.on),
    'signatures.total': number(signatures.total, locale),
    'signatures.countries': number(signatures.countries, locale),
    'signatures.as_of': date(signatures.asOf),
    'earlier.reference': null,
    'earlier.day': null,
    'letter.reference': reference,
    'letter.day': date(day),
    'letter.sections': '',
    'letter.signatory': basis.signatory,
  });
}

/**
 * Values whose lines begin no list, heading or quotation in Markdown: “4. April 2027” alone in a line would be printed as 1 April, “1. Example Lane” as
 * an item. The space after such a beginning becomes one that does not break.
 */
const inPlainLines = (values: FieldValues): FieldValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value?.replace(/^>+/gm, '').replace(/^(\d{1,9}[.)]|[-+*]|#{1,6}) /gm, '$1\u00a0') ?? null,
    ]),
  ) as FieldValues;
