import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock, minutes } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { Enclosures } from './enclosures.service.js';
import { recordLetterEvents } from './letter-events.js';
import type { LetterStatus, RunStatus } from './runs.status.js';
import { WaitingMails } from './waiting-mails.service.js';

/** Ends what the dispatcher will not send any more: letters claimed by a dead process, letters whose time has passed, finished runs. */
@Injectable()
export class DispatchUpkeep {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly enclosures: Enclosures,
    private readonly waiting: WaitingMails,
  ) {}

  async endOverdue(): Promise<void> {
    await this.endLostLeases();
    await this.skipLate();
  }

  /** A dead process may have handed its letter over: nobody knows, so a person has to decide. */
  private async endLostLeases(): Promise<void> {
    await this.endAll(
      { status: 'sending' satisfies LetterStatus, leaseUntil: { lte: this.clock.now() } },
      'outcome_unknown',
    );
  }

  /** Nothing is sent hours late automatically. */
  private async skipLate(): Promise<void> {
    const open = await this.database.prisma.letter.findMany({
      where: {
        status: { in: ['queued', 'deferred'] satisfies LetterStatus[] },
        run: { status: 'approved' satisfies RunStatus },
      },
      select: { id: true, dueAt: true, run: { select: { lateMinutes: true } } },
    });
    const now = this.clock.now().getTime();
    const late = open.filter(({ dueAt, run }) => dueAt !== null && now > dueAt.getTime() + minutes(run.lateMinutes));
    if (late.length > 0)
      await this.endAll(
        { id: { in: late.map(({ id }) => id) }, status: { in: ['queued', 'deferred'] satisfies LetterStatus[] } },
        'skipped',
      );
  }

  private async endAll(where: Record<string, unknown>, status: 'outcome_unknown' | 'skipped'): Promise<void> {
    await this.database.transaction(async (tx) => {
      const rows = await tx.letter.findMany({ where, select: { id: true, iso: true } });
      if (rows.length === 0) return;
      const now = this.clock.now();
      const data = {
        status,
        leaseBy: null,
        leaseUntil: null,
        ...(status === 'outcome_unknown' && { outcomeUnknownAt: now }),
      };
      await tx.letter.updateMany({ where: { ...where, id: { in: rows.map(({ id }) => id) } }, data });
      for (const { id } of rows) await this.enclosures.settle(tx, id, status, now);
      await recordLetterEvents(
        tx,
        now,
        'system',
        status,
        rows.map(({ id }) => ({ letterId: id })),
      );
      await this.waiting.tell(
        tx,
        rows.map(({ id }) => id),
      );
      await this.audit.record(tx, {
        actor: 'system',
        action: `letters.${status}`,
        details: { letters: rows.length, isos: rows.map(({ iso }) => iso) },
      });
    });
  }

  /** A run ends when none of its letters are waiting. */
  async finishRuns(): Promise<void> {
    const waiting: LetterStatus[] = ['queued', 'sending', 'deferred', 'to_print'];
    await this.database.prisma.letterRun.updateMany({
      where: { status: 'approved' satisfies RunStatus, letters: { none: { status: { in: waiting } } } },
      data: { status: 'finished' satisfies RunStatus, finishedAt: this.clock.now() },
    });
  }
}
