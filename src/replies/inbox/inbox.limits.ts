/** Characters of plain text that are kept for search and quotes; the whole stands in the raw message. */
export const keptText = 100_000;

/** Bytes of HTML that are turned into text; what follows is left out, because turning it takes time in proportion. */
export const readHtml = 250_000;

/**
 * What one address of ours takes in an hour, in messages and megabytes; over it the sender is asked to come again later. The address of
 * LETTERS_REPLY_TO, which everybody may know, takes more, so that filling it takes many networks.
 */
export const hourlyLimits = {
  own: { messages: 20, megabytes: 100 },
  shared: { messages: 2_000, megabytes: 2_000 },
} as const;

/** What one network (/24, /56) may hand over in an hour, in messages, and connections at once: a stranger closes the door for his own network only. */
export const networkLimits = { messages: 30, connections: 4 } as const;

/** Of the listener: connections at once, recipients in a message, idle seconds, and minutes a connection may last. */
export const listenerLimits = { connections: 100, recipients: 5, idleSeconds: 60, minutes: 10 } as const;

/** Messages of unfinished deliveries held at once, as multiples of the largest message. */
export const messagesInHand = 4;

/** Seconds in which the sender's domain must answer about its keys and rules. */
export const dnsSeconds = 10;

/** Messages read from a mailbox in one go; the rest follows a minute later. */
export const mailboxPortion = 50;

/** Days after which the content of a message that was set aside is erased. */
export const setAsideDays = 90;
