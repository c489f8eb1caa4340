import { hours, minutes, days } from '../platform/clock.js';

/** `paused`: events wait for it. `disabled`: it is told nothing more. */
export const endpointStatuses = ['active', 'paused', 'disabled'] as const;
export type EndpointStatus = (typeof endpointStatuses)[number];

/** Why an endpoint is not active: a person said so, nothing reached it for days, or it answered that it is gone. */
export const statusReasons = ['person', 'failing', 'gone'] as const;
export type StatusReason = (typeof statusReasons)[number];

/** `failed`: every attempt was made; it can be sent again by hand. */
export const deliveryStatuses = ['queued', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** What can be told, and in which words staff choose it. */
export const eventTypes = {
  'signature.confirmed': 'A signature begins to count',
  'signature.withdrawn': 'A signature counts no longer',
  'signature.corrected': 'The owner of a counted signature corrected what they had told us',
  'consent.given': 'The owner of a counted signature agreed to a purpose',
  'consent.withdrawn': 'The owner of a counted signature withdrew that',
  'petition.opened': 'A petition was opened by its milestone',
  'treaty_event.verified': 'An event of the ledger became public',
  'letter.sent': 'A letter to a ministry left',
  'letter.held': 'A letter waits for a person',
  'letter.bounced': 'A letter came back',
  'letter.replied': 'A ministry answered',
  'export.finished': 'A list of supporters was made',
  'webhook.test': 'Somebody pressed the button for a test',
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

/** An endpoint that took nothing for so long is paused. */
export const failingMilliseconds = days(3);

/** After a rotation both secrets sign for so long. */
export const overlapMilliseconds = hours(24);

export const mostEndpoints = 50;

/** Milliseconds for one attempt, from the question for the address to the end of the answer. */
export const attemptMilliseconds = 15_000;
/** Bytes of an answer that are read, and thrown away. */
export const answerBytes = 64 * 1024;

/** Messages to one endpoint at once, of different subjects. While it fails, one: a server that comes back is not run over. */
export const atOnce = 8;
/** How long a process may hold an endpoint before another takes it for dead; renewed before each portion. */
export const leaseMilliseconds = minutes(1);

export const openPorts: readonly string[] = ['', '443', '8443'];
