import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { CountLogs } from './count-logs.service.js';
import { LogNotFound } from './transparency.errors.js';

/** The way on for a log whose database lost what was published: it ends, visibly and with a reason, and another begins. */
@Injectable()
export class LogRestarts {
  constructor(
    private readonly database: Database,
    private readonly petitions: PetitionsService,
    private readonly logs: CountLogs,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @param reason public @returns the origin of the new log @throws PetitionNotFound, LogNotFound */
  async restart(slug: string, reason: string, actor: string): Promise<string> {
    const petitionId = await this.petitions.idOf(slug);
    return this.database.transaction(async (tx) => {
      const last = await tx.countLog.findFirst({ where: { petitionId }, orderBy: { generation: 'desc' } });
      if (!last) throw new LogNotFound();
      // A process that is adding to it finishes first, and finds it ended next time.
      await tx.countLog.update({ where: { id: last.id }, data: { endedAt: this.clock.now(), endReason: reason } });
      await tx.countLogRecord.deleteMany({ where: { logId: last.id } });
      await tx.countLogDue.deleteMany({ where: { petitionId } });
      const next = this.logs.begun(petitionId, slug, last.generation + 1);
      await tx.countLog.create({ data: next });
      const details = { petition: slug, ended: last.origin, begun: next.origin, reason };
      await this.audit.record(tx, { actor, action: 'count_log.restarted', details });
      return next.origin;
    });
  }
}
