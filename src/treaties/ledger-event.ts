import { addDays, addMonths, type Day } from '../platform/day.js';
import type { Confidence, ConsentKind, EventKind, Precision } from './event.values.js';
import type { ConventionCode } from './position.status.js';

/** An event of the ledger as the derivation and the pages need it. */
export interface LedgerEvent {
  id: string;
  /** Stays the same when the event is corrected; `relatesTo` refers to roots. */
  root: string;
  iso: string;
  convention: ConventionCode;
  kind: EventKind;
  /** Null when only a month or a year is known. */
  on: Day | null;
  /** `2026-05` or `2026`, when `on` is null. */
  in: string | null;
  consentKind: ConsentKind | null;
  relatesTo: string | null;
  note: string | null;
  sourceTitle: string;
  sourceUrl: string | null;
  notification: string | null;
  asOf: Day;
  confidence: Confidence;
}

/**
 * The day from which the ledger counts an event, for order and comparison only. Where the day is not known, it is the latest possible one: the end of
 * the month or year it happened in, or the date its source refers to, if that is earlier. Such a day is never shown.
 */
export function countsFrom({ on, in: period, asOf }: Pick<LedgerEvent, 'on' | 'in' | 'asOf'>): Day {
  if (on !== null) return on;
  const first = firstDayOf(period ?? asOf);
  const last = addDays(addMonths(first, period?.length === 4 ? 12 : 1).on, -1);
  // An effect stated in advance cannot have happened by the day of its source.
  return first <= asOf && asOf < last ? asOf : last;
}

/** The first day of a month or year. */
export const firstDayOf = (period: string): Day => `${period.slice(0, 7)}-01-01`.slice(0, 10);

export const precisionOf = ({ on, in: period }: Pick<LedgerEvent, 'on' | 'in'>): Precision =>
  on !== null ? 'day' : period?.length === 7 ? 'month' : 'year';
