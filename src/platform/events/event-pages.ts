import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database, type Tx } from '../database/database.js';
import { TemporarilyUnavailable } from '../errors.js';
import { endedSince, numberEvents, openAt } from './events.sql.js';

/** Position of a listener: whose numbers these are, and the last one assigned. */
export interface Numbering {
  /** When listening began; numbers from before another start mean nothing here */
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

/** Events for pollers, in an order without gaps. */
@Injectable()
export class EventPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * From now on events are written. Transactions that began before and do not know of the listener have ended when this returns, so anyone who reads
   * the state afterwards and the events from here on misses none. @throws TemporarilyUnavailable while an old transaction is still open
   */
  async listen(name: string): Promise<void> {
    const now = this.clock.now();
    const { eventListener, event } = this.database.prisma;
    // Numbers from an earlier start stay with their events and are not reused.
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

  /** Assigns numbers to new events, and records that somebody polled. @returns null when there is no listener of that name */
  async number(name: string): Promise<Numbering | null> {
    const [row] = await this.database.run<Row>(numberEvents, [name, atOnce]);
    if (!row) return null;
    const more = row.numbered === atOnce;
    // Only a poll that numbers everything up to now keeps the listener alive: an unnumbered event that is deleted would leave no visible gap.
    if (!more)
      await this.database.prisma.eventListener.updateMany({ where: { name }, data: { askedAt: this.clock.now() } });
    return { since: row.since, last: BigInt(row.last), more };
  }

  /** At most `limit` events after a number, with their numbers. */
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
