import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import type { Runner, TaskList, WorkerEvents } from 'graphile-worker';
import type { z } from 'zod';
import { Database, type Tx } from '../database/database.js';
import { Metrics } from '../metrics.js';
import { Tracing } from '../tracing/tracing.js';
import { addJob, beat, beatSeconds, countJobs, type JobFigures } from './jobs.sql.js';

/** A kind of job: a name that reads as a sentence and the shape of its payload (ids only, never personal data). */
export interface JobDefinition<Payload> {
  name: string;
  payload: z.ZodType<Payload>;
  attempts: number;
}

export const defineJob = <Payload>(
  name: string,
  payload: z.ZodType<Payload>,
  options: { attempts: number },
): JobDefinition<Payload> => ({
  name,
  payload,
  attempts: options.attempts,
});

/** Loaded by processes that run jobs, not by those that only add them. */
async function library() {
  const [worker, { quietLogger }] = await Promise.all([
    import('graphile-worker'),
    import('../database/quiet-logger.js'),
  ]);
  return { ...worker, quietLogger };
}

/** The only access to graphile-worker: jobs are stored in PostgreSQL and survive a crash; a job may run more than once. */
@Injectable()
export class Jobs implements OnApplicationShutdown {
  private readonly log = new Logger('Jobs');
  private readonly handlers: TaskList = {};
  private readonly schedules: { task: string; match: string }[] = [];
  private runner: Runner | undefined;
  /** Ids of this process's workers in the queue. */
  private readonly workers = new Set<string>();
  private beating: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly tracing: Tracing,
  ) {}

  handle<Payload>(definition: JobDefinition<Payload>, handler: (payload: Payload) => Promise<void>): void {
    const { name } = definition;
    this.handlers[name] = (payload) =>
      this.tracing.within(`job ${name}`, { kind: 'consumer' }, () =>
        this.counted(name, () => handler(definition.payload.parse(payload))),
      );
  }

  /** Runs a job without payload on a schedule; `cron` is five fields in UTC. */
  schedule(definition: JobDefinition<object>, cron: string): void {
    this.schedules.push({ task: definition.name, match: cron });
  }

  /**
   * Adds a job inside the caller's transaction.
   * @param key a waiting job with the same key is replaced, so one wake-up serves many
   */
  async add<Payload>(
    tx: Tx,
    definition: JobDefinition<Payload>,
    payload: Payload,
    options: { key?: string; runAt?: Date } = {},
  ): Promise<void> {
    await addJob(
      tx,
      definition.name,
      JSON.stringify(definition.payload.parse(payload)),
      definition.attempts,
      options.key ?? null,
      options.runAt ?? null,
    );
  }

  /** Starts working; called once, in processes with the worker role. */
  async start(): Promise<void> {
    const { parseCronItems, quietLogger, run } = await library();
    const events = new EventEmitter() as WorkerEvents;
    events.on('worker:create', ({ worker }) => this.workers.add(worker.workerId));
    events.on('worker:release', ({ worker }) => this.workers.delete(worker.workerId));
    this.runner = await run({
      events,
      pgPool: this.database.direct,
      taskList: this.handlers,
      parsedCronItems: parseCronItems(this.schedules),
      concurrency: 4,
      noHandleSignals: true,
      pollInterval: 1000,
      logger: quietLogger,
    });
    await this.beat();
    this.beating = setInterval(() => void this.beat().catch(() => undefined), beatSeconds * 1000).unref();
  }

  /** Heartbeat of this process's workers; frees the jobs of dead ones. @returns how many were found dead */
  async beat(): Promise<number> {
    const [row] = await this.database.run<{ dead: number }>(beat, [[...this.workers]]);
    if (row?.dead) this.log.warn(`Jobs of ${row.dead} dead workers released.`);
    return row?.dead ?? 0;
  }

  /** How many wait, and for how long; for processes that may read the queue. */
  async figures(): Promise<JobFigures> {
    const [figures] = await countJobs(this.database.prisma);
    return figures ?? { due: 0, later: 0, givenUp: 0, oldestSeconds: null };
  }

  private async counted(task: string, work: () => Promise<void>): Promise<void> {
    const end = this.metrics.jobSeconds.startTimer();
    try {
      await work();
      this.metrics.jobs.inc({ task, outcome: 'done' });
    } catch (error) {
      this.metrics.jobs.inc({ task, outcome: 'failed' });
      throw error;
    } finally {
      end();
    }
  }

  /** Works until no job is due; for tests. */
  async runDue(): Promise<void> {
    const { quietLogger, runOnce } = await library();
    await runOnce({ pgPool: this.database.direct, taskList: this.handlers, logger: quietLogger });
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.beating);
    await this.runner?.stop();
    this.runner = undefined;
  }
}
