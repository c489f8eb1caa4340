import type { Day } from '../../src/platform/day.js';
import type { EventKind } from '../../src/treaties/event.values.js';
import type { LedgerEvent } from '../../src/treaties/ledger-event.js';

/** An event under its own name; `on` null with a month or year in `more`. */
export const event = (id: string, kind: EventKind, on: Day | null, more: Partial<LedgerEvent> = {}): LedgerEvent => ({
  id,
  root: id,
  iso: 'EE',
  convention: 'APMBC',
  kind,
  on,
  in: null,
  consentKind: kind === 'consented' ? 'accession' : null,
  relatesTo: null,
  note: null,
  sourceTitle: 'A list',
  sourceUrl: null,
  notification: null,
  asOf: on ?? '2026-11-23',
  confidence: 'high',
  ...more,
});
