import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../platform/database/database.js';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';
import { Metrics } from '../platform/metrics.js';
import { CountLogs } from './count-logs.service.js';
import { CheckpointPublisher } from './publisher.service.js';
import { Witnesses } from './witness/witnesses.service.js';
import { Sequencer } from './sequencer.service.js';
import { runningLogs } from './sequencing.sql.js';

export const sequenceJob = defineJob('transparency.add_to_count_logs', z.object({}), { attempts: 1 });

/** Every minute, all logs are brought to what the petitions say. */
@Injectable()
export class CountLogJobs implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly database: Database,
    private readonly logs: CountLogs,
    private readonly sequencer: Sequencer,
    private readonly publisher: CheckpointPublisher,
    private readonly witnesses: Witnesses,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(sequenceJob, () => this.sequence());
    this.jobs.schedule(sequenceJob, '* * * * *');
    const { metrics, logs } = this;
    metrics.onRead([metrics.countLogsStopped], async () => metrics.countLogsStopped.set(await logs.stopped()));
  }

  /** One log that fails holds up no other. @throws the first failure, once all have had their turn */
  async sequence(): Promise<void> {
    await this.logs.beginMissing();
    const { rows } = await this.database.direct.query<{ id: string; petitionId: string }>(runningLogs);
    const failures: unknown[] = [];
    for (const { id } of rows) await this.bring(id).catch((error: unknown) => failures.push(error));
    await Promise.all(rows.map(({ petitionId }) => this.witnesses.ask(petitionId)));
    if (failures.length > 0) throw failures[0];
  }

  /** First what was committed and not yet published is compared with what is kept outside; a log that lost something is left alone. */
  private async bring(logId: string): Promise<void> {
    if (!(await this.publisher.publish(logId))) return;
    while (await this.sequencer.round(logId));
    await this.publisher.publish(logId);
  }
}
