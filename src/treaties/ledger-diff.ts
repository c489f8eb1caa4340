import type { Day } from '../platform/day.js';
import type { EventKind } from './event.values.js';
import { countsFrom, type LedgerEvent } from './ledger-event.js';
import { positionChanges } from './membership-curve.js';
import { periodOf, type ListRow } from './treaty-list.js';

/** The events a list states. */
export type WantedEvent = Omit<LedgerEvent, 'id' | 'root' | 'relatesTo'>;

/** One change: a new event, or one in place of an existing event. */
export interface LedgerChange {
  event: WantedEvent;
  corrects: LedgerEvent | null;
}

export interface RowDifference {
  changes: LedgerChange[];
  /** Events in the ledger missing from the list; they stay. */
  extra: LedgerEvent[];
}

const listKinds: readonly EventKind[] = [
  'signed',
  'consented',
  'entered_into_force',
  'notice_received',
  'withdrawal_effective',
];

/** @param asOf the day of the list, for rows without a day @param statusUrl the depositary's page, for rows that cite it */
export function wantedEvents(row: ListRow, asOf: Day, statusUrl: string): WantedEvent[] {
  const verified = row.status_verified_through ?? asOf;
  const period = periodOf(row);
  /** @param known the day by which the event could be known: for events stated or computed in advance, that of the event they refer to */
  const event = (kind: EventKind, on: Day | null, more: Partial<WantedEvent> = {}, known = on): WantedEvent[] =>
    on === null && !more.in
      ? []
      : [
          {
            iso: row.iso_a2,
            convention: row.convention,
            kind,
            on,
            in: null,
            consentKind: null,
            note: null,
            sourceTitle: row.source,
            sourceUrl: urlIn(row.source, statusUrl),
            notification: null,
            asOf: known !== null && known > verified ? asOf : verified,
            confidence: row.confidence,
            ...more,
          },
        ];
  const provisional = row.date_provisional_application
    ? `Provisional application from ${row.date_provisional_application}.`
    : null;
  const notification = row.depositary_notification ?? null;
  return [
    ...event('signed', row.date_signed),
    ...event('consented', row.date_consent, {
      consentKind: row.consent_type,
      note: provisional,
      ...(row.date_consent === null && { in: period }),
    }),
    ...event(
      'entered_into_force',
      row.entry_into_force,
      { note: row.entry_into_force_basis ?? null },
      row.date_consent,
    ),
    ...event('notice_received', row.date_withdrawal_notified, { notification }),
    ...event('withdrawal_effective', row.date_withdrawal_effective, { notification }, row.date_withdrawal_notified),
  ];
}

/** The depositary's page for rows that cite it, else an address the source names, else none. */
function urlIn(source: string, statusUrl: string): string | null {
  if (/^UNTC\b|treaties\.un\.org/.test(source)) return statusUrl;
  const repository = /GitHub ([\w.-]+\/[\w.-]+)/.exec(source)?.[1];
  return (
    /https?:\/\/[^\s;,)]+/.exec(source)?.[0] ?? (repository === undefined ? null : `https://github.com/${repository}`)
  );
}

/** What must be added or corrected so that the ledger agrees with the list about one state and one convention. */
export function differenceTo(wanted: readonly WantedEvent[], held: readonly LedgerEvent[]): RowDifference {
  const changes: LedgerChange[] = [];
  const met = new Set<string>();
  for (const event of wanted) {
    const same = held.filter(({ kind }) => kind === event.kind);
    const equal = same.find(
      (one) => one.on === event.on && one.in === event.in && one.consentKind === event.consentKind,
    );
    if (equal) {
      met.add(equal.root);
      continue;
    }
    const corrects = same.find((one) => !belongsToEarlierMembership(one, event, held, wanted)) ?? null;
    if (corrects) met.add(corrects.root);
    changes.push({ event, corrects });
  }
  return { changes, extra: held.filter(({ kind, root }) => listKinds.includes(kind) && !met.has(root)) };
}

/** A state that withdrew and came back has two of each kind; the later ones are new, not corrections. */
function belongsToEarlierMembership(
  one: LedgerEvent,
  event: WantedEvent,
  held: readonly LedgerEvent[],
  wanted: readonly WantedEvent[],
): boolean {
  const [first, then] = [countsFrom(one), event.on ?? event.in ?? ''];
  const between = (day: Day): boolean => first <= day && day <= then;
  if (event.kind === 'withdrawal_effective')
    return [...held, ...wanted].some((other) => other.kind === 'consented' && between(countsFrom(other)));
  return positionChanges(held, then).some(({ on, position }) => position === 'withdrawn' && between(on));
}
