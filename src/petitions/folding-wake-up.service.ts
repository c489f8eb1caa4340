import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../platform/database/database.js';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';

export const foldCountsJob = defineJob('petitions.fold_counts', z.object({}), { attempts: 3 });

const wakeUpMilliseconds = 2_000;

/** Requests a folding soon after a change, at most once in two seconds; the schedule covers what a crash loses. */
@Injectable()
export class FoldingWakeUp {
  private pending = false;

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  soon(): void {
    if (this.pending) return;
    this.pending = true;
    setTimeout(() => {
      this.pending = false;
      // Folding may wait for the schedule, so a failure here does no harm.
      this.jobs.add(this.database.prisma, foldCountsJob, {}, { key: foldCountsJob.name }).catch(() => undefined);
    }, wakeUpMilliseconds).unref();
  }
}
