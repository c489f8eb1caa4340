import { hours, minutes, days } from '../platform/clock.js';

/** `paused`: events are queued for it. `disabled`: it receives nothing more. */
export const endpointStatuses = ['active', 'paused', 'disabled'] as const;
export type EndpointStatus = (typeof endpointStatuses)[number];

/** Why an endpoint is not active: a person stopped it, nothing succeeded for days, or it returned 410 Gone. */
export const statusReasons = ['person', 'failing', 'gone'] as const;
export type StatusReason = (typeof statusReasons)[number];

/** `failed`: every attempt was made; it can be sent again by hand. */
export const deliveryStatuses = ['queued', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Event types, with labels for staff. */
export const eventTypes = {
  'signature.confirmed': 'A signature begins to count',
  'signature.withdrawn': 'A signature no longer counts',
  'signature.corrected': 'The signer of a counted signature corrected their details',
  'consent.given': 'The signer of a counted signature consented to a purpose',
  'consent.withdrawn': 'The signer of a counted signature withdrew a consent',
  'petition.opened': 'A petition was opened by its milestone',
  'treaty_event.verified': 'A ledger event was published',
  'letter.sent': 'A letter to a ministry was sent',
  'letter.held': 'A letter needs attention',
  'letter.bounced': 'A letter bounced',
  'letter.replied': 'A ministry replied',
  'export.finished': 'A list of supporters was exported',
  'update.sent': 'The email of an update was sent to all its recipients',
  'supporter.unsubscribed': 'A reader of an update unsubscribed, or reported it as spam',
  'webhook.test': 'A test was requested',
} as const;
export type EventType = keyof typeof eventTypes;

export const testType: EventType = 'webhook.test';
export const chosenTypes = Object.keys(eventTypes).filter((type) => type !== testType);

/** Milliseconds from a failed attempt to the next: after the first, the second, … Three days and some hours in all. */
export const backOff = [
  5_000,
  minutes(5),
  minutes(30),
  hours(2),
  hours(5),
  hours(10),
  hours(14),
  hours(20),
  hours(24),
] as const;

/** @param attempts made so far, at least one @returns null when that was the last */
export const waitAfter = (attempts: number): number | null => backOff[attempts - 1] ?? null;

/** An endpoint without success for this long is paused. */
export const failingMilliseconds = days(3);

/** After a rotation both secrets are valid for this long. */
export const overlapMilliseconds = hours(24);

export const mostEndpoints = 50;

/** Milliseconds for one attempt, from the DNS look-up to the end of the response. */
export const attemptMilliseconds = 15_000;
/** Bytes of a response that are read and discarded. */
export const answerBytes = 64 * 1024;

/** Messages to one endpoint at once, of different subjects. While it fails, one: a recovering server is not overrun. */
export const atOnce = 8;
/** How long a process may hold an endpoint before another considers it dead; renewed before each batch. */
export const leaseMilliseconds = minutes(1);

export const openPorts: readonly string[] = ['', '443', '8443'];
