import type { MxRecord } from 'node:dns';
import { Clock } from '../../src/platform/clock.js';
import { Mailbox, type OpenMailbox } from '../../src/replies/inbox/mailbox.js';
import { DnsResolver } from '../../src/platform/dns.js';
import { MailTransport, type OutgoingMail } from '../../src/platform/mail/transport.js';

/** A clock that stands still until it is moved. */
export class FakeClock extends Clock {
  constructor(private current = new Date('2027-01-15T12:00:00Z')) {
    super();
  }

  override now(): Date {
    return this.current;
  }

  advance(milliseconds: number): void {
    this.current = new Date(this.current.getTime() + milliseconds);
  }

  moveTo(instant: string): void {
    this.current = new Date(instant);
  }
}

/** An SMTP server that keeps what it is given, or fails as told. */
export class FakeTransport extends MailTransport {
  readonly sent: OutgoingMail[] = [];
  /** Called before an email is accepted; throws to refuse it. */
  onSend: (mail: OutgoingMail) => void | Promise<void> = () => undefined;

  async send(mail: OutgoingMail): Promise<number> {
    await this.onSend(mail);
    this.sent.push(mail);
    return 250;
  }

  to(address: string): OutgoingMail[] {
    return this.sent.filter((mail) => mail.to === address);
  }
}

/** An error as Nodemailer reports a server's refusal. */
export const smtpError = (responseCode: number, response: string, command = 'RCPT TO'): Error =>
  Object.assign(new Error('refused'), {
    code: 'EENVELOPE',
    command,
    responseCode,
    response: `${responseCode} ${response}`,
  });

/** An error as Nodemailer reports a server that is not there. */
export const connectionRefused = (): Error =>
  Object.assign(new Error('connect'), { code: 'ECONNREFUSED', command: 'CONN' });

/** A domain name system that knows what it is told. */
export class FakeDns extends DnsResolver {
  /** Domain → machine that takes its email */
  readonly servers = new Map<string, string>();
  /** Name → what it leads to, asked again each time */
  readonly addresses = new Map<string, () => string[]>();
  /** Name → text record */
  readonly texts = new Map<string, string>();

  resolve(name: string, type: string): Promise<string[] | string[][]> {
    const addresses = type === 'A' ? this.addresses.get(name)?.() : undefined;
    if (addresses) return Promise.resolve(addresses);
    const text = type === 'TXT' ? this.texts.get(name) : undefined;
    return text === undefined
      ? Promise.reject(Object.assign(new Error('no such record'), { code: 'ENOTFOUND' }))
      : Promise.resolve([[text]]);
  }

  mailServers(domain: string): Promise<MxRecord[]> {
    const exchange = this.servers.get(domain);
    return Promise.resolve(exchange === undefined ? [] : [{ exchange, priority: 10 }]);
  }
}

/** A folder on a mail server; the place in the list is the number of the message, from 1. Null: it was deleted. */
export class FakeMailbox extends Mailbox {
  uidValidity = 1n;
  messages: (Buffer | null)[] = [];
  /** Bytes the server states for a message, where they are not its own */
  readonly sizes = new Map<number, number>();
  /** Called before a message is handed over; throws to break the connection. */
  onRead: (uid: number) => void | Promise<void> = () => undefined;

  visit<Result>(work: (folder: OpenMailbox) => Promise<Result>): Promise<Result> {
    return work({
      uidValidity: this.uidValidity,
      uidsAfter: (uid) => Promise.resolve(this.messages.map((_, i) => i + 1).filter((one) => one > uid)),
      read: async (uid, most) => {
        await this.onRead(uid);
        const raw = this.messages[uid - 1] ?? null;
        if (!raw) return null;
        const size = this.sizes.get(uid) ?? raw.length;
        const head = raw.subarray(0, raw.indexOf('\r\n\r\n') + 4);
        return { raw: size <= most ? raw : head, size, isWhole: size <= most };
      },
    });
  }
}
