import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { defineJob, Jobs } from '../jobs/jobs.js';
import { Tokens } from '../tokens.js';
import { addRates, forgetRates } from './shared-limits.sql.js';

/** What was spent of a limit in the current window, this attempt included. */
export interface Spent {
  consumed: number;
  /** Until the window ends; at least 1. */
  waitSeconds: number;
}

interface Window {
  /** By all processes, as of the last exchange. */
  known: number;
  /** By this one since then. */
  own: number;
  endsAt: number;
}

const exchangeMilliseconds = 1_000;
/** In one statement; the rest follows in the next second. */
const keysAtOnce = 5_000;
/** Windows that have ended are dropped from memory when there are this many. */
const windowsInMemory = 50_000;

export const forgetRatesJob = defineJob('platform.forget_rates', z.object({}), { attempts: 1 });

/**
 * Counters of limits that hold for all processes together. An attempt is counted in memory; once a second each process adds its own to the database and
 * learns the totals of those, in one statement. So each process admits no more above a limit than what arrives there within a second.
 * While the database is away each process counts for itself. Only keyed hashes are stored, until their window ends.
 */
@Injectable()
export class SharedLimits implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger('Limits');
  private readonly windows = new Map<string, Window>();
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private exchanging: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.exchange(), exchangeMilliseconds).unref();
    this.jobs.handle(forgetRatesJob, async () => {
      await this.database.run(forgetRates, [this.clock.now()]);
    });
    this.jobs.schedule(forgetRatesJob, '* * * * *');
  }

  /** The next process should know what this one admitted last. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.exchange();
  }

  /** Counts one attempt. @param limit its name @param key whose it is, such as a network @param seconds length of its window, from the first attempt on */
  spend(limit: string, key: string, seconds: number): Spent {
    const now = this.clock.now().getTime();
    const name = `${limit} ${key}`;
    let window = this.windows.get(name);
    if (!window || window.endsAt <= now) {
      if (!window && this.windows.size >= windowsInMemory) this.dropEnded(now);
      window = { known: 0, own: 0, endsAt: now + seconds * 1000 };
      this.windows.set(name, window);
    }
    window.own++;
    this.changed.add(name);
    return {
      consumed: window.known + window.own,
      waitSeconds: Math.max(1, Math.ceil((window.endsAt - now) / 1000)),
    };
  }

  /** Adds what was counted here, and learns what others counted. One exchange at a time; a failed one is made up for by the next. */
  exchange(): Promise<void> {
    this.exchanging ??= this.exchangeNow()
      .catch(() => this.log.debug('The counts of limits could not be exchanged; this process counts for itself.'))
      .finally(() => (this.exchanging = null));
    return this.exchanging;
  }

  private async exchangeNow(): Promise<void> {
    const now = this.clock.now();
    const sent = new Map<string, { name: string; window: Window; own: number }>();
    for (const name of this.changed) {
      if (sent.size === keysAtOnce) break;
      this.changed.delete(name);
      const window = this.windows.get(name);
      if (window && window.endsAt > now.getTime())
        sent.set(this.tokens.keyedHash('limit', name).toString('hex'), { name, window, own: window.own });
    }
    if (sent.size === 0) return;
    try {
      const all = [...sent.values()];
      const rows = await this.database.run<{ key: Buffer; n: number; endsAt: Date }>(addRates, [
        [...sent.keys()].map((hash) => Buffer.from(hash, 'hex')),
        all.map(({ own }) => own),
        all.map(({ window }) => new Date(window.endsAt)),
        now,
      ]);
      for (const { key, n, endsAt } of rows) {
        const told = sent.get(key.toString('hex'));
        if (told) Object.assign(told.window, { known: n, own: told.window.own - told.own, endsAt: endsAt.getTime() });
      }
    } catch (error) {
      for (const { name } of sent.values()) this.changed.add(name);
      throw error;
    }
  }

  private dropEnded(now: number): void {
    for (const [name, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(name);
  }
}
