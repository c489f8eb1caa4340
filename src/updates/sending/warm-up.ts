import { addDays, type Day } from '../../platform/day.js';

/** What a provider may get in a day while a sending domain warms up, as it is kept. */
export interface DayCap {
  /** The day it is about */
  day: Day;
  cap: number;
  sent: number;
  /** Whether the provider was held on that day */
  held: boolean;
}

const most = 1_000_000_000;

/** The cap of a later day: twice as much after a day that went well and was used; otherwise it stays. The same rule as in `pace.sql.ts`. */
const next = ({ cap, sent, held }: DayCap): number => (held || sent * 2 < cap ? cap : Math.min(cap * 2, most));

/**
 * The day on which the last email leaves, if every day from now on goes well and nothing else is sent.
 * @param first what a provider gets on its first day @param providers how many still wait at each, and its cap; null before its first day
 */
export function lastDay(
  first: number,
  today: Day,
  providers: readonly { waiting: number; known: DayCap | null }[],
): Day {
  const days = providers.map(({ waiting, known }) => {
    let now: DayCap = todays(first, today, known);
    let left = waiting;
    for (let n = 0; ; n++) {
      const room = Math.max(0, now.cap - now.sent);
      if (left <= room) return n;
      left -= room;
      const used = { ...now, sent: now.sent + room };
      now = { day: now.day, cap: next(used), sent: 0, held: false };
    }
  });
  return addDays(today, Math.max(0, ...days));
}

const todays = (first: number, today: Day, known: DayCap | null): DayCap => {
  const fresh = { day: today, sent: 0, held: false };
  if (known === null || known.cap === 0) return { ...fresh, cap: first };
  return known.day >= today ? known : { ...fresh, cap: next(known) };
};
