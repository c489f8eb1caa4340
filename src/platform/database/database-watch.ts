import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Probe } from './connections/probe.js';
import { Database } from './database.js';

/** Between one look and the next: while all is well, and while the database is away. */
const pauses = { well: 1_000, away: 500 };
/** A database that is merely slow, two seconds a statement, is not away. */
const patienceMilliseconds = 3_500;
/** A process that was busy itself must not break its connections. */
const silentLooks = 2;

/**
 * Looks every second whether the database responds, over a connection of its own, so that no request has to find out by waiting. One that has
 * fallen silent is known to be away within ten seconds: whatever waits for it is broken off, nothing new waits, and public pages are answered from memory.
 */
@Injectable()
export class DatabaseWatch implements BeforeApplicationShutdown {
  private readonly log = new Logger('Database');
  private timer: NodeJS.Timeout | undefined;
  private silent = 0;
  private isStopped = false;
  /** Whether the database was away at the last look. */
  away = false;

  private readonly probe: Probe;

  constructor(private readonly database: Database) {
    this.probe = new Probe(database.options.access, patienceMilliseconds);
  }

  start(): void {
    this.database.standby?.start();
    this.timer = setTimeout(() => void this.goOn(), pauses.well).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.probe.end();
  }

  private async goOn(): Promise<void> {
    const seen = await this.probe.look();
    if (this.isStopped) return;
    this.silent = seen === 'silent' ? this.silent + 1 : 0;
    if (this.silent >= silentLooks) this.database.giveUp();
    if (seen === 'writable') this.database.resume();
    if (seen === 'refused' || this.silent >= silentLooks) this.note(true);
    if (seen === 'writable') this.note(false);
    this.timer = setTimeout(() => void this.goOn(), this.away || this.silent > 0 ? pauses.away : pauses.well).unref();
  }

  private note(away: boolean): void {
    if (away === this.away) return;
    this.away = away;
    if (away)
      this.log.error(
        'The database is away: public pages are shown as they were, everything else is asked to try again.',
      );
    else this.log.log('The database is back.');
  }
}
