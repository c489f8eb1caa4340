import { Injectable, Logger } from '@nestjs/common';
import { Clock, minutes } from './clock.js';
import { Database } from './database/database.js';

/** What can be noticed, and what to do about it. */
export const noticeWords = {
  'proxy.untrusted': {
    says: 'a proxy in front names its visitors (X-Forwarded-For), but is not trusted: everybody behind it counts as one network',
    remedy: 'Set TRUSTED_PROXIES to the addresses of your proxy.',
  },
  'proxy.unreadable_address': {
    says: 'a trusted proxy sends visitor addresses that cannot be read: limits per network do not work for these requests',
    remedy: 'Let the proxy write plain addresses into X-Forwarded-For.',
  },
} as const;
export type NoticeCode = keyof typeof noticeWords;

export interface Notice {
  code: NoticeCode;
  times: number;
  firstAt: Date;
  lastAt: Date;
}

/** How long the same notice is only counted before it is stored and logged again. */
const quiet = minutes(10);
/** A notice that has not recurred for this long is over. */
const remembered = minutes(60 * 24 * 7);

/** Configuration problems that show up in requests: logged, counted, and shown by the doctor and on staff pages. */
@Injectable()
export class Notices {
  private readonly log = new Logger('Notices');
  private readonly seen = new Map<NoticeCode, { times: number; writtenAt: number }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Never throws and never waits; what cannot be stored now is counted for the next time. */
  note(code: NoticeCode): void {
    const now = this.clock.now();
    const seen = this.seen.get(code) ?? { times: 0, writtenAt: -Infinity };
    seen.times++;
    this.seen.set(code, seen);
    if (now.getTime() - seen.writtenAt < quiet) return;
    const { times } = seen;
    Object.assign(seen, { times: 0, writtenAt: now.getTime() });
    this.log.warn(`${noticeWords[code].says} (${times} times). ${noticeWords[code].remedy}`);
    this.write(code, times, now).catch(() => (seen.times += times));
  }

  /** Of the last week, the latest first. */
  async list(): Promise<Notice[]> {
    const lastAt = { gt: new Date(this.clock.now().getTime() - remembered) };
    const rows = await this.database.prisma.operatorNotice.findMany({ where: { lastAt }, orderBy: { lastAt: 'desc' } });
    return rows
      .filter(({ code }) => code in noticeWords)
      .map((row) => ({ ...row, code: row.code as NoticeCode, times: Number(row.times) }));
  }

  private async write(code: NoticeCode, times: number, at: Date): Promise<void> {
    await this.database.prisma.operatorNotice.upsert({
      where: { code },
      create: { code, times, firstAt: at, lastAt: at },
      update: { times: { increment: times }, lastAt: at },
    });
  }
}
