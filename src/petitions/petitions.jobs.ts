import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock, days } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/metrics.js';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';
import { findCountDifferences, foldCounts, type CountDifference } from './counts.sql.js';
import { foldCountsJob } from './folding-wake-up.service.js';
import { MailAllowance } from '../supporters/mail-allowance.service.js';
import { remindPending } from './reminders.sql.js';
import { confirmationDays, reminderDays } from './signature.status.js';

const nothing = z.object({});

export const recountJob = defineJob('petitions.recount_signatures', nothing, { attempts: 5 });
export const remindJob = defineJob('petitions.remind_pending_signers', nothing, { attempts: 3 });

const foldAtMost = 20_000;

/** Scheduled jobs of the module. */
@Injectable()
export class PetitionsJobs implements OnModuleInit {
  private readonly log = new Logger('Petitions');

  constructor(
    private readonly jobs: Jobs,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly allowance: MailAllowance,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(foldCountsJob, () => this.fold());
    this.jobs.handle(recountJob, async () => void (await this.recount()));
    this.jobs.handle(remindJob, () => this.remind());
    this.jobs.schedule(foldCountsJob, '* * * * *');
    this.jobs.schedule(recountJob, '17 2 * * *');
    this.jobs.schedule(remindJob, '*/10 * * * *');
  }

  async fold(): Promise<void> {
    for (;;) {
      const [row] = await foldCounts(this.database.prisma, foldAtMost);
      if ((row?.folded ?? 0) < foldAtMost) return;
    }
  }

  /** Recounts all signatures. A difference is stored, logged and counted in the metrics; nothing is corrected silently. */
  async recount(): Promise<number> {
    const differences = await this.database.runLong<CountDifference>(findCountDifferences, []);
    if (differences.length === 0) return 0;
    const foundAt = this.clock.now();
    await this.database.prisma.countAlarm.createMany({
      data: differences.map((difference) => ({ ...difference, foundAt })),
    });
    this.metrics.countAlarms.inc(differences.length);
    this.log.error(`The recount differs from the counter in ${differences.length} places; see table count_alarm.`);
    return differences.length;
  }

  /** One reminder to everyone who has not confirmed after two days, while the link still works and the mailbox has allowance. */
  async remind(): Promise<void> {
    const now = this.clock.now();
    const from = new Date(now.getTime() - days(confirmationDays));
    const until = new Date(now.getTime() - days(reminderDays));
    for (;;) {
      const reminded = await this.database.run(remindPending, [from, until, now, this.allowance.perDay]);
      if (reminded.length === 0) return;
    }
  }
}
