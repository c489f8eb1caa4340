import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { MailboxLimits } from '../../src/platform/mail/mailbox/limits.js';
import { openMailbox, type OpenMailbox } from '../../src/platform/mail/mailbox/mailbox.js';
import type { KeptMail } from '../../src/platform/mail/mailbox/mail-store.js';

/** What the JSON of the mailbox says of an email: instants are text there. */
export type MailAsJson = Omit<KeptMail, 'receivedAt' | 'date'> & { receivedAt: string; date: string | null };

/** A local mailbox on free ports, its emails in a folder of its own; email comes in by a real SMTP conversation. */
export class TrialMailbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'demarche mailbox '));
  private mailbox: OpenMailbox | undefined;
  private client: Transporter<SMTPPool.SentMessageInfo> | undefined;

  /** Opens it; after `close` with what lies in the folder. */
  async open(limits?: MailboxLimits): Promise<void> {
    this.mailbox = await openMailbox({ folder: this.folder, pagePort: 0, ...(limits && { limits }) });
  }

  async close(): Promise<void> {
    this.client?.close();
    this.client = undefined;
    await this.mailbox?.close();
    this.mailbox = undefined;
  }

  async destroy(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get pagePort(): number {
    return this.mailbox?.pagePort ?? 0;
  }

  get smtpPort(): number {
    return this.mailbox?.smtpPort ?? 0;
  }

  get url(): string {
    return `http://localhost:${this.pagePort}`;
  }

  /** Resolves once the mailbox has said that it has the email. @returns its answer */
  async send(mail: SendMailOptions): Promise<string> {
    // One connection for all: the server lets each new one wait a moment.
    this.client ??= createTransport({
      host: '127.0.0.1',
      port: this.smtpPort,
      ignoreTLS: true,
      pool: true,
      maxConnections: 1,
      maxMessages: Infinity,
    });
    return (await this.client.sendMail({ from: 'campaign@example.org', to: 'ada@example.org', ...mail })).response;
  }

  /** Sends a message as it is, byte for byte. */
  sendRaw(lines: readonly string[], encoding: BufferEncoding = 'utf8'): Promise<string> {
    return this.send({
      envelope: { from: 'campaign@example.org', to: 'ada@example.org' },
      raw: Buffer.from(lines.join('\r\n'), encoding),
    });
  }

  get(path: string): Promise<Response> {
    return fetch(this.url + path, { redirect: 'manual' });
  }

  async page(path: string): Promise<string> {
    return (await this.get(path)).text();
  }

  /** Presses a button. */
  post(path: string): Promise<Response> {
    return fetch(this.url + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams() });
  }

  /** Oldest first */
  async mails(search = ''): Promise<MailAsJson[]> {
    return (await (await this.get(`/api/email?${new URLSearchParams({ search }).toString()}`)).json()) as MailAsJson[];
  }

  async newest(): Promise<MailAsJson> {
    const mail = (await this.mails()).at(-1);
    if (!mail) throw new Error('There is no mail.');
    return mail;
  }
}
