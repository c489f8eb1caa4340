import { addDays, type Day } from '../platform/day.js';
import { derivePosition } from './derive-position.js';
import { answers, foreseeableKinds, olderKinds, repeatableKinds, type EventKind } from './event.values.js';
import { countsFrom, firstDayOf, type LedgerEvent } from './ledger-event.js';
import { depositaryParties, type Position } from './position.status.js';
import { LedgerRefused } from './treaties.errors.js';

/** The context of an event. */
export interface LedgerContext {
  /** The valid and pending events of the same state and convention, without the corrected one. */
  history: readonly LedgerEvent[];
  adoptedOn: Day;
  openedOn: Day;
  today: Day;
}

export type Candidate = Pick<LedgerEvent, 'kind' | 'on' | 'in' | 'asOf' | 'consentKind' | 'relatesTo' | 'note'>;

const needsMembership: readonly EventKind[] = [
  'withdrawal_recommended',
  'withdrawal_announced',
  'withdrawal_approved',
  'notice_received',
  'suspension_approved',
  'suspension_claimed',
];

/**
 * Whether an event is possible, given the ledger.
 * @returns the root of the event it refers to, inferred if it was left out and only one is possible; null for kinds that refer to none
 * @throws LedgerRefused
 */
export function checkEvent(event: Candidate, { history, adoptedOn, openedOn, today }: LedgerContext): string | null {
  checkDays(event, event.kind === 'signed' || event.kind === 'consented' ? openedOn : adoptedOn, today);
  const day = countsFrom(event);
  if (
    history.some(
      (other) =>
        other.kind === event.kind &&
        countsFrom(other) === day &&
        (!repeatableKinds.includes(event.kind) || other.note === event.note),
    )
  )
    throw new LedgerRefused('ledger.duplicate', 'on', 'This event is already in the ledger.');
  checkOrder(event, history);
  const relatesTo = answeredRoot(event, history);
  const answered = history.find(({ root }) => root === relatesTo);
  const mayPrecede = event.kind === 'entered_into_force' && answered?.consentKind === 'succession';
  if (answered && day < countsFrom(answered) && !mayPrecede)
    throw new LedgerRefused('ledger.too_early', 'on', 'The event is earlier than the one it refers to.');
  refuseIgnored({ ...event, relatesTo }, history);
  return relatesTo;
}

/** What depends on an event: events that refer to it and, for a consent, everything only a party can do. */
export function restingOn(event: LedgerEvent, history: readonly LedgerEvent[]): LedgerEvent[] {
  const without = history.filter(({ root }) => root !== event.root);
  const isParty = (events: readonly LedgerEvent[], on: Day): boolean =>
    depositaryParties.includes(derivePosition(events, on).position);
  const needsIt = (other: LedgerEvent): boolean =>
    event.kind === 'consented' &&
    needsMembership.includes(other.kind) &&
    isParty(history, countsFrom(other)) &&
    !isParty(without, countsFrom(other));
  return without.filter((other) => other.relatesTo === event.root || needsIt(other));
}

function checkDays({ kind, on, in: period, asOf }: Candidate, earliest: Day, today: Day): void {
  const tooOld = on === null ? (period ?? '') < earliest.slice(0, period?.length) : on < earliest;
  if (tooOld && !olderKinds.includes(kind))
    throw new LedgerRefused(
      'ledger.before_convention',
      'on',
      `The convention did not exist on that day; the first possible day is ${earliest}.`,
    );
  if (asOf > today) throw new LedgerRefused('ledger.in_future', 'asOf', 'The source refers to a day in the future.');
  if (foreseeableKinds.includes(kind)) return;
  const first = on ?? firstDayOf(period ?? asOf);
  if (first > today) throw new LedgerRefused('ledger.in_future', 'on', 'The event is in the future.');
  if (first > asOf)
    throw new LedgerRefused(
      'ledger.source_older',
      'asOf',
      'The source refers to a day before the event, so it cannot prove it.',
    );
}

/** First consent, then everything else; one membership at a time. */
function checkOrder(event: Candidate, history: readonly LedgerEvent[]): void {
  const day = countsFrom(event);
  const { position } = derivePosition(history, day);
  if (event.kind === 'signed' && history.some(({ kind, ...other }) => kind === 'consented' && countsFrom(other) < day))
    throw new LedgerRefused(
      'ledger.signed_after_consent',
      'on',
      'The State had consented to be bound before that day.',
    );
  if (event.kind === 'consented') {
    const later = history.filter(({ kind, ...other }) => kind === 'consented' && countsFrom(other) > day);
    const isLeft = history.some(
      ({ kind, ...other }) =>
        kind === 'withdrawal_effective' && later.every((consent) => countsFrom(other) <= countsFrom(consent)),
    );
    if (depositaryParties.includes(position) || (later.length > 0 && !isLeft))
      throw new LedgerRefused(
        'ledger.already_consented',
        'on',
        'The State has already consented to be bound and has not withdrawn.',
      );
  }
  if (needsMembership.includes(event.kind) && !depositaryParties.includes(position))
    throw new LedgerRefused(
      'ledger.withdrawal_before_consent',
      'on',
      'The State was not a party on that day, so it could not withdraw.',
    );
  if (event.kind === 'notice_received' && position !== 'party' && position !== 'contracting')
    throw new LedgerRefused('ledger.notice_running', 'on', 'A notice of withdrawal is already running on that day.');
}

function answeredRoot({ kind, relatesTo, ...event }: Candidate, history: readonly LedgerEvent[]): string | null {
  const rule = answers[kind];
  if (!rule) return null;
  const candidates = history.filter((other) => rule.kinds.includes(other.kind));
  const isOpen = ({ root }: LedgerEvent): boolean =>
    !rule.required || !history.some((other) => other.kind === kind && other.relatesTo === root);
  if (relatesTo !== null) {
    const named = candidates.find(({ id, root }) => id === relatesTo || root === relatesTo);
    if (!named)
      throw new LedgerRefused(
        'ledger.relates_unknown',
        'relatesTo',
        'The event it refers to is not in the ledger of this State and convention.',
      );
    if (!isOpen(named))
      throw new LedgerRefused(
        'ledger.nothing_answered',
        'relatesTo',
        'The event it refers to already has such a response.',
      );
    return named.root;
  }
  const open = candidates.filter(isOpen);
  if (open.length > 1 && rule.required)
    throw new LedgerRefused(
      'ledger.relates_ambiguous',
      'relatesTo',
      'Several earlier events are possible. Name the one it refers to.',
    );
  const only = open.length === 1 ? open[0] : undefined;
  if (!only && rule.required) {
    const isWithdrawal =
      kind === 'withdrawal_effective' && derivePosition(history, countsFrom(event)).position === 'not_party';
    throw isWithdrawal
      ? new LedgerRefused(
          'ledger.withdrawal_before_consent',
          'on',
          'The State was not a party on that day, so it could not withdraw.',
        )
      : new LedgerRefused(
          'ledger.nothing_answered',
          'kind',
          'There is no earlier event in the ledger that this one could refer to.',
        );
  }
  return only?.root ?? null;
}

/** Events the derivation would ignore must not be entered: this runs the derivation itself, including the event. */
function refuseIgnored(event: Candidate, history: readonly LedgerEvent[]): void {
  const entered: LedgerEvent = { ...blank, ...event };
  const day = countsFrom(event);
  const after = (on: Day) => derivePosition([...history, entered], on);
  if (event.kind === 'notice_received') {
    const later = history.filter((other) => other.kind === event.kind && countsFrom(other) >= day);
    if (later.some((other) => noticeHolds(after(addDays(countsFrom(other), -1)).position)))
      throw new LedgerRefused(
        'ledger.notice_running',
        'on',
        'A later notice of withdrawal would have been given while this one was running.',
      );
  }
  if (event.kind !== 'notice_revoked' && event.kind !== 'withdrawal_effective') return;
  const { clock } = after(event.kind === 'notice_revoked' ? day : laterOf(day, event.asOf));
  if (event.kind === 'notice_revoked' && clock?.state !== 'notice_revoked')
    throw new LedgerRefused('ledger.revoked_too_late', 'on', 'The withdrawal had taken effect by that day.');
  if (event.kind === 'withdrawal_effective' && clock?.state === 'notice_revoked')
    throw new LedgerRefused(
      'ledger.nothing_answered',
      'kind',
      'The notice was revoked before that day, so no withdrawal took effect.',
    );
}

const noticeHolds = (position: Position): boolean =>
  position === 'notice_running' || position === 'held_by_armed_conflict';
const laterOf = (a: Day, b: Day): Day => (a > b ? a : b);

/** Fields missing from a candidate; none of them affects a position. */
const blank = {
  id: 'candidate',
  root: 'candidate',
  iso: '',
  convention: 'APMBC' as const,
  sourceTitle: '',
  sourceUrl: null,
  notification: null,
  confidence: 'high' as const,
};
