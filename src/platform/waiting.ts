import type { Day } from './day.js';

/** Something that waits for a person. It names no supporter: staff see it on their first page. */
export interface Waiting {
  /** Tells it from others of its kind; null where nothing does */
  title: string | null;
  /** Since when; null where that is not known */
  since: Date | null;
  /** The last day for it; null where any day will do */
  due: Day | null;
  /** Who may not decide it, because they took part in it; as in the audit log */
  by: readonly string[];
  /** What the address of its page is made of: a short name or an id */
  at: string | null;
}

/** How many of a kind are read at most. */
export const mostWaiting = 100;

const nothingKnown: Waiting = { title: null, since: null, due: null, by: [], at: null };

export const waits = (known: Partial<Waiting>): Waiting => ({ ...nothingKnown, ...known });
