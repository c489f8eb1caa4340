import type { Day } from '../../platform/day.js';
import { countsFrom } from '../../treaties/ledger-event.js';
import { conventionCodes, type ConventionCode } from '../../treaties/position.status.js';
import type { StateUnderConvention } from '../../treaties/positions.service.js';
import type { DemandEvent } from './demand.status.js';
import { groups, ruleOf, type AddresseeKind } from './demands.values.js';

/** Somebody a demand is addressed to; `iso` is null for an institution. */
export interface Addressee {
  iso: string | null;
  /** Since when: the day of the statement, or the day a State came to belong to the group. */
  since: Day;
}

export interface Scope {
  addresseeKind: AddresseeKind;
  addresseeCode: string | null;
  statedOn: Day;
  letterSection: string | null;
  /** Keys of claims */
  basis: readonly string[];
}

/** The ledger on any day, as `PositionsService.ofStates` gives it. */
export type Ledger = (iso: string, on: Day) => readonly StateUnderConvention[];

/**
 * Whom a demand is addressed to by a day. A State that leaves the group afterwards stays an addressee: leaving it may be what was asked.
 * @param isos all States
 */
export function addresseesOf(scope: Scope, isos: readonly string[], ledger: Ledger, on: Day): Addressee[] {
  const { addresseeKind, addresseeCode, statedOn } = scope;
  if (addresseeKind === 'institution' || addresseeCode === null) return [{ iso: null, since: statedOn }];
  if (addresseeKind === 'state') return [{ iso: addresseeCode, since: statedOn }];
  return isos.flatMap((iso) => {
    const since = daysToLookAt(iso, ledger, statedOn, on).find((day) => belongs(addresseeCode, ledger(iso, day)));
    return since === undefined ? [] : [{ iso, since }];
  });
}

/** The day of the statement, each day on which the ledger knows something new, and the last day. */
function daysToLookAt(iso: string, ledger: Ledger, from: Day, until: Day): Day[] {
  const changes = ledger(iso, until).flatMap(({ events, clock }) => [
    ...events.map((event) => countsFrom({ ...event, asOf: event.source.asOf })),
    ...(clock?.effective ? [clock.effective] : []),
  ]);
  const between = changes.filter((day) => day > from && day < until);
  return [...new Set([from, ...between, until])].filter((day) => day >= from).sort();
}

function belongs(code: string, under: readonly StateUnderConvention[]): boolean {
  const { group, convention } = ruleOf(code);
  const wanted: readonly string[] = groups[group];
  return under.some(
    (one) =>
      one.convention === convention &&
      wanted.includes(one.position) &&
      (group !== 'parties' || one.specialStatus === null),
  );
}

/** The convention a demand is about: that of its group, of the letter section that carries it, or of its legal basis; null for both. */
export function conventionOf({ addresseeKind, addresseeCode, letterSection, basis }: Scope): ConventionCode | null {
  if (addresseeKind === 'group' && addresseeCode !== null) return ruleOf(addresseeCode).convention;
  if (letterSection !== null) return letterSection.split('/')[0] as ConventionCode;
  const named = conventionCodes.filter((code) => basis.some((key) => key.startsWith(`${code}-`)));
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** What the ledger knows about a State, as events of a demand about one convention, or about both. */
export const ledgerEvents = (under: readonly StateUnderConvention[], about: ConventionCode | null): DemandEvent[] =>
  under
    .filter(({ convention }) => about === null || convention === about)
    .flatMap(({ events }) =>
      events.map((event): DemandEvent => ({
        on: countsFrom({ ...event, asOf: event.source.asOf }),
        in: event.on === null ? event.in : null,
        what: 'ledger',
        kind: event.kind,
      })),
    );
