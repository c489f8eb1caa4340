import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/database.js';

/** What a mail server reports about an email of ours. */
export interface MailReport {
  /** The address of ours that it came to, in lower case */
  recipient: string;
  /** Names of the email it is about: its Message-ID, and the id of RFC 9477 */
  about: string[];
  /** A delivery report (RFC 3464); `status` as `5.1.1` */
  delivery: { action: string; status: string | null } | null;
  /** A complaint by a reader (RFC 5965), with its type, such as `abuse` */
  complaint: string | null;
}

/** A module whose emails may come back. It recognises its own by a keyed tag, so that forged ones are nobody's. */
export interface ReportOwner {
  ownsAddress: (address: string) => boolean;
  /** An email by its Message-ID or the id of RFC 9477, for reports that come to a shared address */
  ownsMail: (name: string) => boolean;
  take: (tx: Tx, report: MailReport) => Promise<void>;
}

/** Where modules register the addresses at which they take reports by mail servers. Such reports are read, and never stored. */
@Injectable()
export class ReportAddresses {
  private readonly owners: ReportOwner[] = [];

  register(owner: ReportOwner): void {
    this.owners.push(owner);
  }

  ownerOf(address: string): ReportOwner | null {
    return this.owners.find((owner) => owner.ownsAddress(address.toLowerCase())) ?? null;
  }

  ownerOfMail(names: readonly string[]): ReportOwner | null {
    return this.owners.find((owner) => names.some((name) => owner.ownsMail(name))) ?? null;
  }
}
