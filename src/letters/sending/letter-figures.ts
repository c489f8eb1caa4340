import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Metrics } from '../../platform/metrics.js';
import type { LetterStatus } from './runs.status.js';

/** Unfinished statuses; finished letters are many and say nothing here. */
const watched = [
  'queued',
  'held',
  'deferred',
  'needs_channel',
  'to_print',
  'outcome_unknown',
] as const satisfies readonly LetterStatus[];

/** Counts waiting letters by status when metrics are scraped. */
@Injectable()
export class LetterFigures implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const { metrics, database } = this;
    metrics.onRead([metrics.letters], async () => {
      const found = await database.prisma.letter.groupBy({
        by: ['status'],
        where: { status: { in: [...watched] } },
        _count: true,
      });
      for (const status of watched)
        metrics.letters.set({ status }, found.find((one) => one.status === status)?._count ?? 0);
    });
  }
}
