import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { DnsResolver } from '../../platform/dns.js';
import { senderRecords } from '../../platform/mail/sender-records.js';
import { CONFIG } from '../../platform/runtime.js';
import { MailNotReady } from './sending.errors.js';
import { UpdateMails } from './update-mails.service.js';

/** What receiving servers ask of those who write to many, and whether we have it. */
export interface SenderNeed {
  need: 'SPF' | 'DKIM' | 'DMARC' | 'bounces';
  well: boolean;
  says: string;
  remedy: string;
}

/** Whether the email of an update may be sent at all: what it looks like, and whether receivers would trust its sender. */
@Injectable()
export class SendingReadiness {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly dns: DnsResolver,
    private readonly mails: UpdateMails,
  ) {}

  /** @throws MailNotReady naming everything that is missing */
  async require(updateId: string): Promise<void> {
    const failed = (await this.mails.checks(updateId)).filter((one) => one.failed).map(({ detail }) => detail);
    if (this.isChecked && !(await this.isWaived(updateId)))
      failed.push(
        ...(await this.senderNeeds()).filter(({ well }) => !well).map(({ need, says }) => `${need}: ${says}`),
      );
    if (failed.length > 0) throw new MailNotReady(failed);
  }

  /** Only real email in production is looked up: elsewhere nobody receives it. */
  private get isChecked(): boolean {
    return this.config.NODE_ENV === 'production' && this.config.SMTP_URL !== undefined;
  }

  /** As `doctor` shows them. */
  async senderNeeds(): Promise<SenderNeed[]> {
    const records = await senderRecords(this.config, this.dns);
    const { LETTERS_REPLY_DOMAIN: domain } = this.config;
    return [
      ...records.map(({ record, ...rest }) => ({ need: record, ...rest })),
      {
        need: 'bounces',
        well: domain !== undefined,
        says:
          domain === undefined
            ? 'bounces and complaints come back to nobody'
            : `bounces and complaints come to ${domain}`,
        remedy:
          'Set LETTERS_REPLY_DOMAIN to a domain whose email this server receives, so that dead addresses get nothing more.',
      },
    ];
  }

  /** An owner sends although the sender's records are incomplete; for this update, on the audit log. */
  async waive(updateId: string, actor: string): Promise<void> {
    const missing = (await this.senderNeeds()).filter(({ well }) => !well).map(({ need }) => need);
    await this.database.transaction(async (tx) => {
      await tx.updateMailing.update({ where: { updateId }, data: { waivedBy: actor, waivedAt: this.clock.now() } });
      await this.audit.record(tx, {
        actor,
        action: 'updates.sender_records_waived',
        details: { updateId, missing: missing.join(' ') },
      });
    });
  }

  private async isWaived(updateId: string): Promise<boolean> {
    const mailing = await this.database.prisma.updateMailing.findUnique({
      where: { updateId },
      select: { waivedBy: true },
    });
    return mailing?.waivedBy !== null && mailing !== null;
  }
}
