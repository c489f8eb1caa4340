import { Injectable } from '@nestjs/common';

/** A finished email to one person. */
export interface MailDraft {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Address of the unsubscribe page, which also answers the one-click POST of RFC 8058. Null for email to staff. */
  unsubscribeUrl: string | null;
  /** Name the email comes from; that of MAIL_FROM by default */
  fromName?: string;
  /** Reply address; the sender by default */
  replyTo?: string;
  /** Bounce address; the sender by default */
  envelopeFrom?: string;
  attachments?: readonly { filename: string; contentType: string; content: Buffer }[];
}

/** A kind of email and the module that writes it. */
export interface MailKind {
  kind: string;
  /** True when the recipient asked for this very email; it is then sent even to an address that unsubscribed. */
  requested: boolean;
  /** True when only the owner of the mailbox can request it: then each is one more try, even after a hard bounce. */
  retries?: true;
  /** Renders the emails about these subjects from what is stored now. A subject missing from the result gets no email. */
  render: (subjectIds: string[]) => Promise<Map<string, MailDraft>>;
}

/** Where modules register the emails they write. */
@Injectable()
export class MailKinds {
  private readonly kinds = new Map<string, MailKind>();

  register(kind: MailKind): void {
    this.kinds.set(kind.kind, kind);
  }

  get(kind: string): MailKind {
    const found = this.kinds.get(kind);
    if (!found) throw new Error(`No module writes emails of kind "${kind}".`);
    return found;
  }
}
