/** A message in a mailbox. */
export interface MailboxMessage {
  /** The whole, or only its headers when it is larger than asked for */
  raw: Buffer;
  /** Bytes of the whole, as the mailbox states it */
  size: number;
  isWhole: boolean;
}

/** A folder while it is open. */
export interface OpenMailbox {
  /** Changes when the server has numbered its messages anew. */
  uidValidity: bigint;
  /** Numbers of the messages above a number, rising */
  uidsAfter(uid: number): Promise<number[]>;
  /** Null: it is gone. @param most bytes of a message that is read whole */
  read(uid: number, most: number): Promise<MailboxMessage | null>;
}

/** A mailbox that is looked at and never changed; tests put a fake here. */
export abstract class Mailbox {
  /** Opens the folder to read, and closes it when the work is done. */
  abstract visit<Result>(work: (folder: OpenMailbox) => Promise<Result>): Promise<Result>;
}
