import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock, minutes } from './clock.js';
import { clockOffset } from './database/clock-offset.sql.js';
import type { Database } from './database/database.js';

/** Smaller differences are round-trip time; larger ones are reported to operators. */
const [ignored, reported] = [500, 5_000];

/**
 * The database's clock, read once a minute. What one process writes as due is due for every other process, whatever their own clocks say: a machine
 * with a wrong clock delays nobody's email.
 */
export class DatabaseClock extends Clock implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('Clock');
  private offset = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database) {
    super();
  }

  /** Milliseconds the database's clock is ahead of this machine's. */
  get offsetMilliseconds(): number {
    return this.offset;
  }

  override now(): Date {
    return new Date(Date.now() + this.offset);
  }

  async onModuleInit(): Promise<void> {
    await this.compare();
    this.timer = setInterval(() => void this.compare(), minutes(1)).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** While the database does not respond, the last offset is used. */
  private async compare(): Promise<void> {
    try {
      const before = Date.now();
      const [row] = await clockOffset(this.database.prisma, new Date(before));
      const offset = (row?.seconds ?? 0) * 1000 - (Date.now() - before) / 2;
      const next = Math.abs(offset) < ignored ? 0 : Math.round(offset);
      if (Math.abs(next - this.offset) >= reported)
        this.log.warn(
          `The clock of this machine is ${(-next / 1000).toFixed(1)} s off the database's, which is used. Enable time synchronisation (NTP).`,
        );
      this.offset = next;
    } catch {
      return;
    }
  }
}
