/** A message in a mailbox. */
export interface MailboxMessage {
  /** The whole, or only its headers when it is larger than requested */
  raw: Buffer;
  /** Size in bytes, as the mailbox states it */
  size: number;
  isWhole: boolean;
}

/** An open folder. */
export interface OpenMailbox {
  /** Changes when the server has renumbered its messages (UIDVALIDITY) */
  uidValidity: bigint;
  /** UIDs above a number, ascending */
  uidsAfter(uid: number): Promise<number[]>;
  /** Null: it is gone. @param most bytes of a message that is read whole */
  read(uid: number, most: number): Promise<MailboxMessage | null>;
}

/** A mailbox that is read and never changed; tests use a fake here. */
export abstract class Mailbox {
  /** Opens the folder read-only, and closes it when the work is done. */
  abstract visit<Result>(work: (folder: OpenMailbox) => Promise<Result>): Promise<Result>;
}
