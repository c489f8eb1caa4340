import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { SendMailOptions, Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { Config } from '../config/config.js';
import { needsEncryption } from './encryption.js';
import type { MailDraft } from './mail.kinds.js';

export interface OutgoingMail extends MailDraft {
  messageId: string;
  /** Further headers; where given, they replace the usual ones of an automatic email. */
  headers?: Readonly<Record<string, string>>;
}

/** What the dispatcher needs of SMTP; tests use a fake here, everything else uses {@link SmtpTransport}. */
export abstract class MailTransport {
  /** Resolves with the reply code once the server has accepted the email; rejects with Nodemailer's error, and how far it had come. */
  abstract send(mail: OutgoingMail): Promise<number>;
}

/** The way of updates: connections of their own, so that no confirmation waits behind a million updates. */
export abstract class UpdateTransport extends MailTransport {}

/** What the signature covers, so that nobody on the way can change whom an email is from or how one unsubscribes (RFC 8058, 9477). */
const signedHeaders = [
  ...[
    'From',
    'Sender',
    'Reply-To',
    'Subject',
    'Date',
    'Message-ID',
    'To',
    'MIME-Version',
    'Content-Type',
    'Content-Language',
  ],
  ...[
    'List-Id',
    'List-Unsubscribe',
    'List-Unsubscribe-Post',
    'Feedback-ID',
    'CFBL-Address',
    'CFBL-Feedback-ID',
    'Precedence',
  ],
].join(':');

type Pool = Transporter<SMTPPool.SentMessageInfo>;

/** A pool of SMTP connections (Nodemailer), opened for the first email. */
export class SmtpTransport extends MailTransport implements OnApplicationShutdown {
  private readonly options: SMTPPool.Options;
  private opened: Promise<Pool> | undefined;
  private readonly from: string;

  constructor(config: Config, smtpUrl: string, connections = config.MAIL_CONNECTIONS) {
    super();
    this.from = config.MAIL_FROM;
    this.options = {
      url: smtpUrl,
      pool: true,
      requireTLS: needsEncryption(smtpUrl, config.SMTP_TLS),
      maxConnections: connections,
      maxMessages: 1000,
      // What the library sends again had not begun to be sent: a kept connection was closed by the server, or allows no further email.
      maxRequeues: 2,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 60_000,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...dkimOf(config),
    };
  }

  private async open(): Promise<Pool> {
    const { createTransport } = await import('nodemailer');
    const pool = createTransport(this.options);
    pool.use('stream', noticeText);
    return pool;
  }

  async send(mail: OutgoingMail): Promise<number> {
    if (/[\s,<>]/.test(mail.to) || !mail.to.includes('@'))
      throw Object.assign(new Error('No such recipient'), {
        command: 'RCPT TO',
        responseCode: 553,
        response: '553 5.1.3',
      });
    let [inTransaction, handedOver] = [false, false];
    const message: WatchedMessage = {
      from: mail.fromName === undefined ? this.from : { name: mail.fromName, address: addressIn(this.from) },
      to: { name: '', address: mail.to },
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      messageId: mail.messageId,
      ...(mail.replyTo !== undefined && { replyTo: mail.replyTo }),
      ...(mail.envelopeFrom !== undefined && { envelope: { from: mail.envelopeFrom, to: mail.to } }),
      ...(mail.attachments && { attachments: mail.attachments.map((one) => ({ ...one })) }),
      headers: {
        ...(mail.headers ?? { 'Auto-Submitted': 'auto-generated' }),
        ...(mail.unsubscribeUrl !== null && {
          'List-Unsubscribe': `<${mail.unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
      },
      onBegin: () => (inTransaction = true),
      onText: () => (handedOver = true),
    };
    try {
      const pool = await (this.opened ??= this.open());
      const info = await pool.sendMail(message);
      return Number.parseInt(info.response, 10);
    } catch (error) {
      throw Object.assign(error as Error, { inTransaction, handedOver });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.opened)?.close();
  }
}

/**
 * A message that reports when MAIL FROM is sent to a server that greeted us: a break after that concerns this email. It also reports when its text
 * begins to be sent: after a break then, it may have been accepted.
 */
type WatchedMessage = SendMailOptions & { onBegin: () => void; onText: () => void };

/** The library creates the text stream when it is about to say MAIL FROM, and pipes it once the server has answered DATA with 354. */
function noticeText(
  mail: { data: object; message: { createReadStream: (options?: object) => Readable } },
  done: () => void,
): void {
  const { onBegin, onText } = mail.data as WatchedMessage;
  const create = mail.message.createReadStream.bind(mail.message);
  mail.message.createReadStream = (options) => {
    onBegin();
    const text = create(options);
    const pipe = text.pipe.bind(text);
    text.pipe = (target, how) => {
      onText();
      return pipe(target, how);
    };
    return text;
  };
  done();
}

function dkimOf(config: Config): Pick<SMTPPool.Options, 'dkim'> {
  if (!config.DKIM_DOMAIN || !config.DKIM_SELECTOR || !config.DKIM_PRIVATE_KEY_FILE) return {};
  const privateKey = readFileSync(config.DKIM_PRIVATE_KEY_FILE, 'utf8');
  return {
    dkim: {
      domainName: config.DKIM_DOMAIN,
      keySelector: config.DKIM_SELECTOR,
      privateKey,
      headerFieldNames: signedHeaders,
    },
  };
}

/** The domain of MAIL_FROM; Message-IDs end in it. */
export const senderDomain = (from: string): string => /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';

/** The address alone of a sender such as `Campaign <campaign@example.org>`. */
const addressIn = (from: string): string => /<([^<>]*)>\s*$/.exec(from)?.[1] ?? from.trim();
