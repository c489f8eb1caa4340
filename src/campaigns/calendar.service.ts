import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import type { Day } from '../platform/day.js';
import type { Locale } from '../platform/http/locale.js';
import { PageCache } from '../platform/http/page-cache.js';
import { CalendarEntryNotFound } from './campaigns.errors.js';
import type { CalendarChange } from './campaigns.schema.js';
import { publicVerifications, type CalendarType, type Verification } from './plan.values.js';
import { shownIn, type ByLanguage } from '../platform/texts/in-language.js';

export interface CalendarDate {
  id: string;
  key: string;
  startsOn: Day | null;
  endsOn: Day | null;
  convention: 'APMBC' | 'CCM' | 'both';
  type: CalendarType;
  title: string;
  place: string | null;
  verification: Verification;
  verificationNote: string;
  source: string;
  updatedAt: Date;
}

export const calendarTag = 'calendar';

/** External dates. Unverified ones are only shown to staff. */
@Injectable()
export class CalendarService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly cache: PageCache,
  ) {}

  /** Verified dates, by day. */
  async published(locale: Locale): Promise<(CalendarDate & { startsOn: Day })[]> {
    const all = await this.list(locale);
    return all.flatMap((date) =>
      date.startsOn !== null && publicVerifications.includes(date.verification)
        ? [{ ...date, startsOn: date.startsOn }]
        : [],
    );
  }

  /** Everything, the dates without a day last. */
  async list(locale: Locale): Promise<CalendarDate[]> {
    const rows = await this.database.prisma.calendarEntry.findMany({
      orderBy: [{ startsOn: { sort: 'asc', nulls: 'last' } }, { key: 'asc' }],
    });
    return rows.map(({ titles, startsOn, endsOn, ...row }) => ({
      ...row,
      convention: row.convention as CalendarDate['convention'],
      type: row.type as CalendarType,
      verification: row.verification as Verification,
      title: shownIn(titles as ByLanguage, locale),
      startsOn: startsOn && utcDay(startsOn),
      endsOn: endsOn && utcDay(endsOn),
    }));
  }

  /** @throws CalendarEntryNotFound */
  async change(
    id: string,
    { startsOn, endsOn, verificationNote, ...change }: CalendarChange,
    actor: string,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const found = await tx.calendarEntry.findUnique({ where: { id } });
      if (!found) throw new CalendarEntryNotFound();
      const days = {
        startsOn: startsOn === null ? null : new Date(startsOn),
        endsOn: endsOn === null ? null : new Date(endsOn),
      };
      await tx.calendarEntry.update({
        where: { id },
        data: {
          ...change,
          ...days,
          verificationNote: verificationNote ?? change.verification,
          updatedAt: this.clock.now(),
        },
      });
      await this.audit.record(tx, {
        actor,
        action: 'calendar.changed',
        details: { key: found.key, verification: change.verification },
      });
    });
    this.cache.expire(calendarTag);
  }
}
