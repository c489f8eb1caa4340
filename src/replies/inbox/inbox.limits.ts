/** Characters of plain text that are stored for search and quotations; the raw message contains all of it. */
export const keptText = 100_000;

/** Bytes of HTML that are converted to text; the rest is omitted, because the conversion takes time in proportion. */
export const readHtml = 250_000;

/**
 * Limits of one address of ours per hour, in messages and megabytes; beyond them the sender is asked to try again later. The address of
 * LETTERS_REPLY_TO, which is public, accepts more, so that filling it takes many networks.
 */
export const hourlyLimits = {
  own: { messages: 20, megabytes: 100 },
  shared: { messages: 2_000, megabytes: 2_000 },
} as const;

/** Limits of one network (/24, /56): messages per hour, and concurrent connections. A stranger can block only his own network. */
export const networkLimits = { messages: 30, connections: 4 } as const;

/** Of the listener: concurrent connections, recipients of a message, idle seconds, and minutes a connection may last. */
export const listenerLimits = { connections: 100, recipients: 5, idleSeconds: 60, minutes: 10 } as const;

/** Messages of unfinished deliveries in memory, as multiples of the largest message. */
export const messagesInHand = 4;

/** Seconds in which the sender's DNS must answer about keys and policies. */
export const dnsSeconds = 10;

/** Messages read from a mailbox in one pass; the rest follows a minute later. */
export const mailboxPortion = 50;

/** Days after which the content of a dismissed message is erased. */
export const setAsideDays = 90;
