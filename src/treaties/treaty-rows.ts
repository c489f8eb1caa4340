import type { Day } from '../platform/day.js';
import type { Prisma } from '../generated/prisma/client.js';
import type { Locale } from '../platform/http/locale.js';
import type { LedgerEvent } from './ledger-event.js';
import type { ConventionCode } from './position.status.js';
import type { FactSource, PublicEvent } from './treaties.schema.js';
import { precisionOf } from './ledger-event.js';
import { inLanguage, type ByLanguage } from '../platform/texts/in-language.js';

/** Result of `statesWithEvents` per state and convention. */
export interface StateRow extends Record<string, unknown> {
  iso: string;
  iso3: string;
  names: Record<Locale, string>;
  unMembership: string;
  convention: ConventionCode;
  events: LedgerEvent[];
  /** The newest list that was read for this state, or null. */
  checked: Omit<FactSource, 'notification'> | null;
  /** The day of the newest list whose events were all reviewed, or null. */
  verifiedThrough: Day | null;
}

/** An event with the staff involved. `enteredBy` and `reviewedBy` are actors as the audit log names them. */
export interface StaffEvent extends LedgerEvent, Record<string, unknown> {
  supersedes: string | null;
  voids: boolean;
  enteredBy: string;
  enteredAt: Date;
  importId: string | null;
  decision: 'verified' | 'rejected' | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  reviewNote: string | null;
  names: Record<Locale, string>;
}

export const sourceOf = ({ sourceTitle, sourceUrl, asOf, confidence, notification }: LedgerEvent): FactSource => ({
  title: sourceTitle,
  url: sourceUrl,
  asOf,
  confidence,
  notification,
});

/** An event as stored, except who entered it and when. */
export function columnsOf<Event extends Pick<LedgerEvent, 'on' | 'in' | 'asOf' | 'root'>>({
  on,
  in: happenedIn,
  asOf,
  root,
  ...event
}: Event) {
  return { ...event, rootId: root, happenedOn: on === null ? null : new Date(on), happenedIn, asOfOn: new Date(asOf) };
}

/** The public part of an event; who entered it is not included. */
export const publicEventOf = (event: LedgerEvent): PublicEvent => ({
  id: event.id,
  kind: event.kind,
  on: event.on,
  in: event.in,
  precision: precisionOf(event),
  consentKind: event.consentKind,
  note: event.note,
  source: sourceOf(event),
});

/** Each source once, in the order of the events. */
export function sourcesOf(events: readonly LedgerEvent[]): FactSource[] {
  const sources = new Map(events.map((event) => [`${event.sourceTitle} ${event.notification ?? ''}`, sourceOf(event)]));
  return [...sources.values()];
}

export const nameIn = (names: Prisma.JsonValue | Record<Locale, string>, locale: Locale): string => {
  return inLanguage(names as ByLanguage, locale);
};
