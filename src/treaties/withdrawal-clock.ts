import { addMonths, type Day } from '../platform/day.js';

/** An armed conflict the state is engaged in, both days included; `to` null while it lasts. */
export interface Conflict {
  from: Day;
  to: Day | null;
}

export interface Notice {
  /** The day the depositary received the instrument: not the vote, the signature or the press release. */
  received: Day;
  /** The day the notice was revoked (Vienna Convention, Article 68). */
  revoked?: Day | null;
  /** The day of effect as the depositary stated it, and the date that statement refers to. */
  stated?: { day: Day; notedOn: Day } | null;
  conflicts?: readonly Conflict[];
}

export interface WithdrawalClock {
  state: 'notice_running' | 'withdrawn' | 'held_by_armed_conflict' | 'notice_revoked';
  /** Six calendar months after receipt, or the day that the depositary stated instead. */
  expiry: Day;
  /** The day from which the state has withdrawn; null when revoked, or while a conflict suspends it. */
  effective: Day | null;
  /** The day of receipt is missing from the sixth month, so its last day was used; no practice under either treaty confirms that. */
  clamped: boolean;
}

/**
 * Status of a withdrawal on a day, by Article 20(3) of either convention: it takes effect six months after the depositary received the notice; if the
 * state is then engaged in an armed conflict, not before that conflict ends, and without a second six months. A conflict that ends before the expiry,
 * or begins after it, has no effect; one that touches the day itself suspends it. A notice can be revoked until the day of effect, so also while a
 * conflict suspends it. A day the depositary stated in advance is a computation under the same condition; only a statement made on that day or later
 * records what happened, and prevails over a conflict. Days are days in the depositary's books, without time zone.
 */
export function withdrawalClock({ received, revoked, stated, conflicts = [] }: Notice, today: Day): WithdrawalClock {
  const { on: computed, clamped } = addMonths(received, 6);
  const expiry = stated?.day ?? computed;
  const isRecorded = stated != null && stated.notedOn >= stated.day;
  const effective = isRecorded ? stated.day : effectOf(expiry, conflicts);
  if (revoked && (effective === null || revoked < effective))
    return { state: 'notice_revoked', expiry, effective: null, clamped };
  const state =
    effective !== null && today >= effective
      ? 'withdrawn'
      : today < expiry
        ? 'notice_running'
        : 'held_by_armed_conflict';
  return { state, expiry, effective, clamped };
}

/** The expiry itself, or the end of the last conflict open on that day; null while one of those lasts. */
function effectOf(expiry: Day, conflicts: readonly Conflict[]): Day | null {
  const open = conflicts.filter(({ from, to }) => from <= expiry && (to === null || to >= expiry));
  if (open.some(({ to }) => to === null)) return null;
  return open.reduce((latest, { to }) => (to !== null && to > latest ? to : latest), expiry);
}
