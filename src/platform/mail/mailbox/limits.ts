/** Limits of a mailbox. Beyond them the oldest emails are dropped. */
export interface MailboxLimits {
  mails: number;
  /** Bytes of all emails together */
  bytes: number;
  /** Bytes of one email; a larger one is refused. At most `bytes`. */
  mailBytes: number;
}

const megabyte = 1_000_000;

export const mailboxLimits: MailboxLimits = { mails: 2_000, bytes: 200 * megabyte, mailBytes: 40 * megabyte };

/** A human-readable number of bytes. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  const [size, unit] = bytes < megabyte ? [bytes / 1_000, 'kB'] : [bytes / megabyte, 'MB'];
  return `${size < 10 ? Number(size.toFixed(1)) : Math.round(size)} ${unit}`;
}
