import { Logger } from '@nestjs/common';
import type pg from 'pg';
import { currentWork } from '../tracing/current-work.js';
import { ServerAway } from './connections/hosts.js';

/** Between two comparisons, and how many of them are remembered. */
const compareMilliseconds = 500;
const remembered = 10;
/** A standby that shows nothing newer than this is not read from. */
const newestMilliseconds = 2_000;
/** After this a read is done at the primary instead. */
const readMilliseconds = 3_000;

const replayedSql = `
  select pg_is_in_recovery() as "isStandby",
         (select max(n)::int from unnest($1::pg_lsn[]) with ordinality as m (lsn, n) where lsn <= pg_last_wal_replay_lsn()) as n`;

/** What a server has: everything that the primary had written by `at`. */
interface Mark {
  at: number;
  lsn: string;
}

/**
 * Knows how far a standby has come: twice a second it asks the primary where its log ends, and the standby which of the last answers it has reached.
 * A server that is not a standby any more, is behind, or does not respond is not read from.
 */
export class Standby {
  private readonly log = new Logger('Database');
  private marks: Mark[] = [];
  /** It has everything that was written before. */
  private caughtUpAt = 0;
  private isGood: boolean | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly primary: pg.Pool,
    private readonly standby: pg.Pool,
  ) {}

  start(): void {
    const next = (): void =>
      void (this.timer = setTimeout(() => void this.compare().finally(next), compareMilliseconds).unref());
    void this.compare().finally(next);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Whether it has what was written before an instant, in milliseconds, and is not far behind. */
  has(instant: number): boolean {
    return this.caughtUpAt > instant && Date.now() - this.caughtUpAt < newestMilliseconds;
  }

  /** A read has failed there: not again before it was seen well. */
  doubt(): void {
    this.caughtUpAt = 0;
  }

  /** @throws what `read` throws, or an error like that of a broken connection when it takes too long */
  async within<Result>(read: () => Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ServerAway()), readMilliseconds);
    });
    return Promise.race([currentWork.run({ ...currentWork.get(), standby: true }, read), late]).finally(() =>
      clearTimeout(timer),
    );
  }

  async compare(): Promise<void> {
    try {
      const at = Date.now();
      const { rows } = await this.primary.query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn');
      this.marks = [...this.marks, { at, lsn: rows[0]?.lsn ?? '0/0' }].slice(-remembered);
      const query = { text: replayedSql, values: [this.marks.map(({ lsn }) => lsn)], query_timeout: readMilliseconds };
      const { rows: seen } = await this.standby.query<{ isStandby: boolean; n: number | null }>(query);
      const reached = seen[0]?.isStandby && seen[0].n !== null ? this.marks[seen[0].n - 1] : undefined;
      if (reached) this.caughtUpAt = reached.at;
      this.note(this.has(0));
    } catch {
      this.note(this.has(0));
    }
  }

  private note(good: boolean): void {
    if (good === this.isGood) return;
    if (good && this.isGood === false) this.log.log('Public pages are read from the standby again.');
    else if (!good)
      this.log.warn(
        'The standby of DATABASE_REPLICA_URL does not respond, is behind or is no standby: public pages are read from the primary.',
      );
    this.isGood = good;
  }
}
