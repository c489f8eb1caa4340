import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database, type Tx } from '../database/database.js';
import { TemporarilyUnavailable } from '../errors.js';
import { endedSince, numberEvents, openAt } from './events.sql.js';

/** Where a listener stands: whose numbers these are, and the last one given. */
export interface Numbering {
  /** When listening began; numbers of another beginning mean nothing here */
  since: Date;
  last: bigint;
  /** Events may be waiting for a number */
  more: boolean;
}

interface Row extends Record<string, unknown> {
  since: Date;
  last: string;
  numbered: number;
}

const atOnce = 5_000;
const patienceMilliseconds = 5_000;

/** Events for those who ask from time to time what happened since, in an order without gaps. */
@Injectable()
export class EventPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * From now on events are written. Actions that began before and know nothing of the listener have ended when this returns, so who reads the
   * state afterwards and the events from here misses none. @throws TemporarilyUnavailable while an old transaction goes on
   */
  async listen(name: string): Promise<void> {
    const now = this.clock.now();
    const { eventListener, event } = this.database.prisma;
    // Numbers of an earlier beginning stay with their events, and are not given twice.
    const lastPageNo = (await event.aggregate({ _max: { pageNo: true } }))._max.pageNo ?? 0n;
    const { count } = await eventListener.createMany({
      data: [{ name, since: now, askedAt: now, lastPageNo }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    const [open] = await this.database.run<{ at: string }>(openAt, []);
    for (const until = Date.now() + patienceMilliseconds; Date.now() < until; await wait(20)) {
      const [row] = await this.database.run<{ ended: boolean }>(endedSince, [open?.at]);
      if (row?.ended) return;
    }
    await eventListener.deleteMany({ where: { name } });
    throw new TemporarilyUnavailable();
  }

  /** Gives numbers to new events, and notes that somebody asked. @returns null when nobody listens under that name */
  async number(name: string): Promise<Numbering | null> {
    const [row] = await this.database.run<Row>(numberEvents, [name, atOnce]);
    if (!row) return null;
    const more = row.numbered === atOnce;
    // Only who has a number for everything up to now keeps the listener alive: what is forgotten without one would leave no gap.
    if (!more)
      await this.database.prisma.eventListener.updateMany({ where: { name }, data: { askedAt: this.clock.now() } });
    return { since: row.since, last: BigInt(row.last), more };
  }

  /** At most `limit` events after a number, with theirs. */
  async after(tx: Tx, pageNo: bigint, limit: number) {
    const select = { pageNo: true, type: true, subjectId: true, at: true, data: true } as const;
    const rows = await tx.event.findMany({
      where: { pageNo: { gt: pageNo } },
      orderBy: { pageNo: 'asc' },
      take: limit,
      select,
    });
    return rows.map(({ pageNo, ...row }) => ({ ...row, pageNo: pageNo ?? 0n }));
  }
}
