import { addMonths, type Day } from '../platform/day.js';
import { countsFrom, type LedgerEvent } from './ledger-event.js';
import type { Position } from './position.status.js';
import { withdrawalClock, type Conflict, type WithdrawalClock } from './withdrawal-clock.js';

/** What the ledger says of one state and one convention on one day. */
export interface DerivedPosition {
  position: Position;
  /** The day this position began; null for a state that never had another. */
  since: Day | null;
  /** True when a day it rests on is not known exactly, or was clamped to the end of a month. */
  provisional: boolean;
  /** The latest notice and what became of it by this day, if there was one in the present membership. */
  clock: (WithdrawalClock & { received: Day; revokedOn: Day | null; stated: boolean }) | null;
  /** The events it rests on. */
  basis: LedgerEvent[];
}

/** The first day of the sixth month after the month of deposit (Article 17(2) of either convention). */
export const entryIntoForce = (deposit: Day): Day => addMonths(`${deposit.slice(0, 7)}-01`, 6).on;

const latest = (events: LedgerEvent[]): LedgerEvent | undefined =>
  events.reduce<LedgerEvent | undefined>((last, event) => (last && countsFrom(last) > countsFrom(event) ? last : event), undefined);

const never: DerivedPosition = { position: 'not_party', since: null, provisional: false, clock: null, basis: [] };

/**
 * The one place where a position comes from.
 * @param events those of one state and one convention that hold: verified, not superseded
 */
export function derivePosition(events: readonly LedgerEvent[], on: Day): DerivedPosition {
  const of = (kind: LedgerEvent['kind']): LedgerEvent[] => events.filter((event) => event.kind === kind);
  const memberships = membershipsOf(of('consented'), of('entered_into_force'));
  const membership = memberships.findLast(({ from }) => from <= on);
  if (!membership) return beforeConsent(of('signed'), on);

  const { consent, from, inForce, inForceOn } = membership;
  const notice = latest(of('notice_received').filter((event) => countsFrom(event) >= from && countsFrom(event) <= on));
  const left = notice && withdrawalOf(notice, events, on);
  const inexact = consent.on === null;
  if (left && left.state !== 'notice_revoked') {
    const { state, expiry, effective, clamped, stated, received } = left;
    const since = state === 'withdrawn' ? effective : state === 'held_by_armed_conflict' ? expiry : received;
    const provisional = notice.on === null || (clamped && !stated);
    return { position: state, since, provisional, clock: left, basis: [notice, ...left.basis] };
  }
  const clock = left ?? null;
  if (inForceOn !== null && inForceOn <= on)
    return { position: 'party', since: inForceOn, provisional: inexact, clock, basis: inForce ? [consent, inForce] : [consent] };
  return { position: 'contracting', since: from, provisional: inexact, clock, basis: [consent] };
}

interface Membership {
  consent: LedgerEvent;
  /** The day it counts from: the deposit, or an earlier entry into force (succession takes effect at independence). */
  from: Day;
  inForce: LedgerEvent | null;
  /** Null while the day cannot be known, because the day of deposit is not. */
  inForceOn: Day | null;
}

/** One per consent, in order: a state can leave and join again. */
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
  return { position: 'signatory', since: countsFrom(signed), provisional: signed.on === null, clock: null, basis: [signed] };
}

/** The clock of a notice as of a day; what happened later is not known on that day, what was stated ahead is. */
function withdrawalOf(notice: LedgerEvent, events: readonly LedgerEvent[], on: Day) {
  const received = countsFrom(notice);
  const answering = (kind: LedgerEvent['kind']): LedgerEvent | undefined =>
    events.find((event) => event.kind === kind && event.relatesTo === notice.root);
  const revocation = answering('notice_revoked');
  const revokedOn = revocation && countsFrom(revocation) <= on ? countsFrom(revocation) : null;
  const statement = answering('withdrawal_effective');
  const clock = withdrawalClock({ received, revoked: revokedOn, stated: statement?.on ?? null, conflicts: conflictsIn(events, on) }, on);
  const basis = [revokedOn !== null ? revocation : undefined, statement].filter((event) => event !== undefined);
  return { ...clock, received, revokedOn, stated: statement?.on != null, basis };
}

/** Conflicts a person has entered, with their ends where those are entered too. */
function conflictsIn(events: readonly LedgerEvent[], on: Day): Conflict[] {
  return events
    .filter((event) => event.kind === 'armed_conflict_began' && countsFrom(event) <= on)
    .map((began) => {
      const ended = events.find((event) => event.kind === 'armed_conflict_ended' && event.relatesTo === began.root);
      return { from: countsFrom(began), to: ended ? countsFrom(ended) : null };
    });
}
