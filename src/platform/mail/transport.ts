import { readFileSync } from 'node:fs';
import type { OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { Config } from '../config/config.js';
import type { MailDraft } from './mail.kinds.js';

export interface OutgoingMail extends MailDraft {
  messageId: string;
}

/** What the dispatcher needs of SMTP; tests put a fake here, everything else uses {@link SmtpTransport}. */
export abstract class MailTransport {
  /** Resolves with the reply code once the server has accepted the mail; rejects with Nodemailer's error. */
  abstract send(mail: OutgoingMail): Promise<number>;
}

/** A pool of SMTP connections (Nodemailer). */
export class SmtpTransport extends MailTransport implements OnApplicationShutdown {
  private readonly transporter: Transporter<SMTPPool.SentMessageInfo>;
  private readonly from: string;

  constructor(config: Config, smtpUrl: string) {
    super();
    this.from = config.MAIL_FROM;
    this.transporter = createTransport({
      url: smtpUrl,
      pool: true,
      maxConnections: config.MAIL_CONNECTIONS,
      maxMessages: 1000,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 60_000,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...dkimOf(config),
    });
  }

  async send(mail: OutgoingMail): Promise<number> {
    const info = await this.transporter.sendMail({
      from: this.from,
      to: mail.to,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      messageId: mail.messageId,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'List-Unsubscribe': `<${mail.unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    });
    return Number.parseInt(info.response, 10);
  }

  onApplicationShutdown(): void {
    this.transporter.close();
  }
}

function dkimOf(config: Config): Pick<SMTPPool.Options, 'dkim'> {
  if (!config.DKIM_DOMAIN || !config.DKIM_SELECTOR || !config.DKIM_PRIVATE_KEY_FILE) return {};
  const privateKey = readFileSync(config.DKIM_PRIVATE_KEY_FILE, 'utf8');
  return { dkim: { domainName: config.DKIM_DOMAIN, keySelector: config.DKIM_SELECTOR, privateKey } };
}

/** The domain of MAIL_FROM; Message-IDs end in it. */
export const senderDomain = (from: string): string => /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
