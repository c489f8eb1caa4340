import { Injectable } from '@nestjs/common';

/** A finished mail to one person. */
export interface MailDraft {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Address of the page that stops such mail; also answers the one-click POST of RFC 8058. Null for mail to staff. */
  unsubscribeUrl: string | null;
  /** Where answers go; without it to the sender */
  replyTo?: string;
  /** Where bounces go; without it to the sender */
  envelopeFrom?: string;
  attachments?: readonly { filename: string; contentType: string; content: Buffer }[];
}

/** A kind of mail and the room that writes it. */
export interface MailKind {
  kind: string;
  /** True when the recipient asked for this very mail; such mail still goes to an address that unsubscribed. */
  requested: boolean;
  /** True when only the owner of the mailbox asks for it: then each is one more try, also after the mailbox was refused for good. */
  retries?: true;
  /** Renders the mails about these subjects from what is stored now. A subject missing from the answer gets no mail. */
  render: (subjectIds: string[]) => Promise<Map<string, MailDraft>>;
}

/** Where rooms register the mails they write. */
@Injectable()
export class MailKinds {
  private readonly kinds = new Map<string, MailKind>();

  register(kind: MailKind): void {
    this.kinds.set(kind.kind, kind);
  }

  get(kind: string): MailKind {
    const found = this.kinds.get(kind);
    if (!found) throw new Error(`No room writes mails of kind "${kind}".`);
    return found;
  }
}
