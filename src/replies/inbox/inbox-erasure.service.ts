import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { AuditLog } from '../../access/audit.service.js';
import { Clock, days } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { defineJob, Jobs } from '../../platform/jobs/jobs.js';
import { MailNotFound } from './inbox.errors.js';
import { setAsideDays } from './inbox.limits.js';

export const forgetSetAsideJob = defineJob('letters.forget_mail_set_aside', z.object({}), { attempts: 3 });

/** What is removed from a row whose content is erased; its hash and the decisions stay. */
const nothing = {
  envelopeFrom: null,
  messageId: null,
  inReplyTo: null,
  fromAddress: null,
  fromName: null,
  subject: null,
  sentAt: null,
  text: '',
  authentication: {},
};

/** Erases the content of messages: at the request of a person who wrote one, and after a while of dismissed ones. */
@Injectable()
export class InboxErasureService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(forgetSetAsideJob, async () => void (await this.forgetSetAside()));
    this.jobs.schedule(forgetSetAsideJob, '17 3 * * *');
  }

  /** @throws MailNotFound also when it was erased before */
  async erase(id: string, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await this.wipe(tx, [id])) === 0) throw new MailNotFound();
      await this.audit.record(tx, { actor, action: 'letters.mail_erased', details: { mailId: id } });
    });
  }

  /** @returns how many were erased */
  async forgetSetAside(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - days(setAsideDays));
    return this.database.transaction(async (tx) => {
      const where = { status: 'set_aside', decidedAt: { lt: before }, erasedAt: null };
      const rows = await tx.inboundMail.findMany({ where, select: { id: true }, take: 1000 });
      if (rows.length === 0) return 0;
      const erased = await this.wipe(
        tx,
        rows.map(({ id }) => id),
      );
      await this.audit.record(tx, { actor: 'system', action: 'letters.mail_forgotten', details: { messages: erased } });
      return erased;
    });
  }

  private async wipe(tx: Tx, ids: string[]): Promise<number> {
    const { count } = await tx.inboundMail.updateMany({
      where: { id: { in: ids }, erasedAt: null },
      data: { ...nothing, erasedAt: this.clock.now() },
    });
    await tx.inboundRaw.deleteMany({ where: { mailId: { in: ids } } });
    return count;
  }
}
