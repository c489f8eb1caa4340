import type { Day } from '../platform/day.js';
import { addMonths } from '../platform/day.js';
import { derivePosition, entryIntoForce, type DerivedPosition } from './derive-position.js';
import { countsFrom, type LedgerEvent } from './ledger-event.js';
import { depositaryParties, type Position } from './position.status.js';

/** A day on which a state's position changed, and the one it took. */
export interface PositionChange extends DerivedPosition {
  /** The day from which the change counts; only to be shown where it is known. */
  on: Day;
  dayKnown: boolean;
  from: Position;
}

/** Every change of position of one state under one convention up to a day, oldest first. */
export function positionChanges(events: readonly LedgerEvent[], until: Day): PositionChange[] {
  const known = new Set(events.filter(({ on }) => on !== null).flatMap(turningPoints));
  const days = new Set([...known, ...events.flatMap(turningPoints)]);
  const changes: PositionChange[] = [];
  let from: Position = 'not_party';
  for (const on of [...days].filter((day) => day <= until).sort()) {
    const derived = derivePosition(events, on);
    if (derived.position === from) continue;
    changes.push({ ...derived, on, dayKnown: known.has(on), from });
    from = derived.position;
  }
  return changes;
}

/** Days on which an event can change a position. */
function turningPoints(event: LedgerEvent): Day[] {
  const day = countsFrom(event);
  if (event.kind === 'consented') return [day, entryIntoForce(day)];
  return event.kind === 'notice_received' ? [day, addMonths(day, 6).on] : [day];
}

/** The number of parties, by the depositary's count, from a day until the next entry. */
export interface CurvePoint {
  on: Day;
  n: number;
}

/**
 * Membership over time: one point for each day on which the number changed. Events on an unknown day are left out, so the last number can differ from
 * today's total. @param histories the events, state by state
 */
export function membershipCurve(histories: readonly (readonly LedgerEvent[])[], until: Day): CurvePoint[] {
  const steps = new Map<Day, number>();
  const counts = (position: Position): number => (depositaryParties.includes(position) ? 1 : 0);
  for (const events of histories) {
    let counted = 0;
    for (const { on, dayKnown, from, position } of positionChanges(events, until)) {
      if (!dayKnown || counts(position) === counts(from) || counts(position) === counted) continue;
      steps.set(on, (steps.get(on) ?? 0) + counts(position) - counted);
      counted = counts(position);
    }
  }
  let n = 0;
  return [...steps]
    .filter(([, step]) => step !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, step]) => ({ on, n: (n += step) }));
}
