// Which emails arrived in which mailbox, as the mail server knows it: whatever the program says of them.
import { startMailServer } from './people.mjs';

export class MailboxRecord {
  /** Mailbox → Message-IDs of its emails, in the order they arrived */
  mails = new Map();
  received = 0;

  /** @param answerAfter milliseconds until an email is answered */
  async listen(port, answerAfter) {
    this.stop = await startMailServer(port, (...mail) => this.#keep(...mail), answerAfter);
  }

  /** Mailboxes with at least one email. */
  get reached() {
    return this.mails.size;
  }

  #keep(address, _link, id) {
    this.received++;
    const known = this.mails.get(address);
    if (known) known.push(id);
    else this.mails.set(address, [id]);
  }
}
