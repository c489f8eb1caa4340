import { Webhook } from 'standardwebhooks';

/** The body an event is sent as. */
export interface ToldEvent {
  type: string;
  at: Date;
  data: unknown;
}

/** The same bytes at every attempt. */
export const bodyOf = ({ type, at, data }: ToldEvent): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), data });

/**
 * The headers of the Standard Webhooks specification.
 * @param secrets `whsec_…`; each signs, so that a receiver may know the old or the new one
 * @param at the time of the attempt, which the receiver compares with its clock
 */
export function headersOf(
  messageId: string,
  at: Date,
  body: string,
  secrets: readonly string[],
): Record<string, string> {
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(messageId, at, body)).join(' '),
  };
}

/** The same at every attempt and every repeat of an event; receivers skip ids they have seen. */
export const messageIdOf = (eventId: string): string => `msg_${eventId}`;
