import { Clock } from '../../src/platform/clock.js';
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
  /** Called before a mail is accepted; throws to refuse it. */
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
  Object.assign(new Error('refused'), { code: 'EENVELOPE', command, responseCode, response: `${responseCode} ${response}` });

/** An error as Nodemailer reports a server that is not there. */
export const connectionRefused = (): Error => Object.assign(new Error('connect'), { code: 'ECONNREFUSED', command: 'CONN' });
