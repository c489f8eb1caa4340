import { Injectable } from '@nestjs/common';
import { Clock, utcDay } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { addDays } from '../platform/day.js';
import { mostWaiting, waits, type Waiting } from '../platform/waiting.js';
import { reviewAheadDays, standingOf, verdicts } from './claim.status.js';

const reviewed = verdicts.filter((verdict) => ['true', 'corrected'].includes(standingOf(verdict)));

/** Claims that somebody has to check again. */
@Injectable()
export class ClaimsWaiting {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Those of the review queue, without all that is known of them; the most urgent first. */
  async toReview(): Promise<Waiting[]> {
    const until = addDays(utcDay(this.clock.now()), reviewAheadDays);
    const rows = await this.database.prisma.claim.findMany({
      where: { expiresOn: { lte: new Date(until) }, retiredAt: null, verdict: { in: reviewed } },
      orderBy: [{ expiresOn: 'asc' }, { key: 'asc' }],
      take: mostWaiting,
      select: { key: true, statement: true, expiresOn: true },
    });
    return rows.map(({ key, statement, expiresOn }) => waits({ title: statement, due: utcDay(expiresOn), at: key }));
  }
}
