import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/metrics.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Outbox } from '../platform/mail/outbox.js';
import { CONFIG } from '../platform/runtime.js';

/** Counts what the platform has pending when metrics are scraped. */
@Injectable()
export class PlatformFigures implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly metrics: Metrics,
    private readonly outbox: Outbox,
    private readonly jobs: Jobs,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    const { metrics } = this;
    metrics.onRead([metrics.outboxDepth, metrics.outboxOldest], async () => {
      const { queued, sending, oldestSeconds } = await this.outbox.unfinished();
      metrics.outboxDepth.set({ status: 'queued' }, queued);
      metrics.outboxDepth.set({ status: 'sending' }, sending);
      metrics.outboxOldest.set(oldestSeconds);
    });
    metrics.onRead([metrics.databaseConnections], () => {
      for (const { pool, ...states } of this.database.connections())
        for (const [state, n] of Object.entries(states)) metrics.databaseConnections.set({ pool, state }, n);
      return Promise.resolve();
    });
    // A web-only process has no right to read the queue.
    if (this.config.ROLE !== 'web')
      metrics.onRead([metrics.jobsWaiting, metrics.jobsOldest], async () => {
        const { due, later, givenUp, oldestSeconds } = await this.jobs.figures();
        metrics.jobsWaiting.set({ state: 'due' }, due);
        metrics.jobsWaiting.set({ state: 'later' }, later);
        metrics.jobsWaiting.set({ state: 'given_up' }, givenUp);
        metrics.jobsOldest.set(oldestSeconds ?? 0);
      });
  }
}
