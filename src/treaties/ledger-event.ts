import type { Day } from '../platform/day.js';
import type { Confidence, ConsentKind, EventKind, Precision } from './event.status.js';
import type { ConventionCode } from './position.status.js';

/** An event of the ledger as the derivation and the pages need it. */
export interface LedgerEvent {
  id: string;
  /** Stays the same when the event is corrected; `relatesTo` speaks of roots. */
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

/** The day from which the ledger counts the event: its day, or, when that is not known, the day to which its source speaks. */
export const countsFrom = ({ on, asOf }: Pick<LedgerEvent, 'on' | 'asOf'>): Day => on ?? asOf;

export const precisionOf = ({ on, in: period }: Pick<LedgerEvent, 'on' | 'in'>): Precision =>
  on !== null ? 'day' : period?.length === 7 ? 'month' : 'year';
