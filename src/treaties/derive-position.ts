import { addMonths, type Day } from '../platform/day.js';
import { countsFrom, type LedgerEvent } from './ledger-event.js';
import type { Position, SpecialStatus } from './position.status.js';
import { withdrawalClock, type Conflict, type WithdrawalClock } from './withdrawal-clock.js';

/** A notice and its clock; days that are not known are null. */
export interface NoticeClock extends Omit<WithdrawalClock, 'expiry'> {
  received: Day | null;
  expiry: Day | null;
  revokedOn: Day | null;
  /** The depositary has stated the day of effect. */
  stated: boolean;
}

/** What the ledger says about one state and one convention on one day. */
export interface DerivedPosition {
  position: Position;
  /** The day this position began; null for a state that never had another, and where that day is not known. */
  since: Day | null;
  /** The month or year it began in, where no more is known. */
  sinceIn: string | null;
  /** True when a day it depends on is not known exactly, or was clamped to the end of a month. */
  provisional: boolean;
  /** The latest notice and its outcome by this day, if there was one in the present membership. */
  clock: NoticeClock | null;
  /** The events it is derived from. */
  basis: LedgerEvent[];
  /** What a State that is bound claims about its own position, besides the ledger. */
  specialStatus: SpecialStatus | null;
}

/** The first day of the sixth month after the month of deposit (Article 17(2) of either convention). */
export const entryIntoForce = (deposit: Day): Day => addMonths(`${deposit.slice(0, 7)}-01`, 6).on;

const latest = (events: LedgerEvent[]): LedgerEvent | undefined =>
  events.reduce<LedgerEvent | undefined>(
    (last, event) => (last && countsFrom(last) > countsFrom(event) ? last : event),
    undefined,
  );

const never: DerivedPosition = {
  position: 'not_party',
  since: null,
  sinceIn: null,
  provisional: false,
  clock: null,
  basis: [],
  specialStatus: null,
};

/**
 * The only derivation of a position.
 * @param events valid ones of one state and one convention: verified, not superseded
 */
export function derivePosition(events: readonly LedgerEvent[], on: Day): DerivedPosition {
  const of = (kind: LedgerEvent['kind']): LedgerEvent[] => events.filter((event) => event.kind === kind);
  const memberships = membershipsOf(of('consented'), of('entered_into_force'));
  const membership = memberships.findLast(({ from }) => from <= on);
  if (!membership) return beforeConsent(of('signed'), on);

  const { consent, from, inForce, inForceOn } = membership;
  const claimed = of('suspension_claimed').some((event) => countsFrom(event) >= from && countsFrom(event) <= on);
  const specialStatus = claimed ? ('suspension_claimed' as const) : null;
  const notice = latest(of('notice_received').filter((event) => countsFrom(event) >= from && countsFrom(event) <= on));
  const left = notice && withdrawalOf(notice, events, on);
  const state = left?.clock.state;
  if (left && state && state !== 'notice_revoked') {
    const { clock, basis, provisional, statement } = left;
    const { received, expiry, effective } = clock;
    const begun = state === 'notice_running' ? notice : statement;
    const since = state === 'withdrawn' ? effective : state === 'held_by_armed_conflict' ? expiry : received;
    return {
      position: state,
      since,
      sinceIn: since === null ? (begun?.in ?? null) : null,
      provisional,
      clock,
      basis,
      specialStatus: state === 'withdrawn' ? null : specialStatus,
    };
  }
  const clock = left?.clock ?? null;
  if (inForceOn !== null && inForceOn <= on) {
    const since = inForce ? inForce.on : inForceOn;
    const provisional = consent.on === null || since === null;
    return {
      position: 'party',
      since,
      sinceIn: inForce?.in ?? null,
      provisional,
      clock,
      basis: inForce ? [consent, inForce] : [consent],
      specialStatus,
    };
  }
  return {
    position: 'contracting',
    since: consent.on,
    sinceIn: consent.in,
    provisional: consent.on === null,
    clock,
    basis: [consent],
    specialStatus,
  };
}

interface Membership {
  consent: LedgerEvent;
  /** The day it counts from: the deposit, or an earlier entry into force (succession takes effect at independence). */
  from: Day;
  inForce: LedgerEvent | null;
  /** Null while the day cannot be known, because the day of deposit is not. */
  inForceOn: Day | null;
}

/** One per consent, in order: a state can withdraw and join again. */
function membershipsOf(consents: LedgerEvent[], entries: LedgerEvent[]): Membership[] {
  return consents
    .toSorted((a, b) => (countsFrom(a) < countsFrom(b) ? -1 : 1))
    .map((consent) => {
      const deposit = countsFrom(consent);
      const inForce = entries.find((entry) => entry.relatesTo === consent.root) ?? null;
      const inForceOn = inForce ? countsFrom(inForce) : consent.on === null ? null : entryIntoForce(consent.on);
      return { consent, inForce, inForceOn, from: inForceOn !== null && inForceOn < deposit ? inForceOn : deposit };
    });
}

function beforeConsent(signatures: LedgerEvent[], on: Day): DerivedPosition {
  const signed = latest(signatures.filter((event) => countsFrom(event) <= on));
  if (!signed) return never;
  return {
    position: 'signatory',
    since: signed.on,
    sinceIn: signed.in,
    provisional: signed.on === null,
    clock: null,
    basis: [signed],
    specialStatus: null,
  };
}

/** The clock of a notice as of a day; later events are not known on that day, effects stated in advance are. */
function withdrawalOf(notice: LedgerEvent, events: readonly LedgerEvent[], on: Day) {
  const answering = (kind: LedgerEvent['kind']): LedgerEvent | undefined =>
    events.find((event) => event.kind === kind && event.relatesTo === notice.root);
  const revocation = answering('notice_revoked');
  const revoked = revocation && countsFrom(revocation) <= on ? revocation : null;
  const statement = answering('withdrawal_effective') ?? null;
  const conflicts = conflictsIn(events, on);
  const { expiry, effective, ...rest } = withdrawalClock(
    {
      received: countsFrom(notice),
      revoked: revoked && countsFrom(revoked),
      stated: statement && { day: countsFrom(statement), notedOn: statement.asOf },
      conflicts,
    },
    on,
  );
  const knownExpiry = statement ? statement.on : notice.on === null ? null : expiry;
  const holding = conflicts.filter(
    ({ from, to }) => from <= expiry && (to === null || to >= expiry) && (effective !== expiry || to === expiry),
  );
  const unknownEnd = holding.some(({ to, ended }) => to === effective && ended?.on === null);
  const clock: NoticeClock = {
    ...rest,
    received: notice.on,
    expiry: knownExpiry,
    effective: effective === expiry ? knownExpiry : unknownEnd ? null : effective,
    revokedOn: revoked?.on ?? null,
    stated: statement?.on != null,
  };
  const basis = [notice, revoked, statement, ...holding.flatMap(({ began, ended }) => [began, ended])].filter(
    (event) => event != null,
  );
  return {
    clock,
    basis,
    statement,
    provisional: basis.some((event) => event.on === null) || (rest.clamped && statement === null),
  };
}

/** Conflicts a person has entered, with their ends if entered. */
function conflictsIn(
  events: readonly LedgerEvent[],
  on: Day,
): (Conflict & { began: LedgerEvent; ended: LedgerEvent | null })[] {
  return events
    .filter((event) => event.kind === 'armed_conflict_began' && countsFrom(event) <= on)
    .map((began) => {
      const ended =
        events.find((event) => event.kind === 'armed_conflict_ended' && event.relatesTo === began.root) ?? null;
      return { began, ended, from: countsFrom(began), to: ended && countsFrom(ended) };
    });
}
