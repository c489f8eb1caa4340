import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { prismaFolder } from '../platform/database/migrate.js';
import { newId } from '../platform/ids.js';
import type { ByLanguage } from '../platform/texts/in-language.js';
import { withTexts } from '../platform/texts/reference-texts.js';
import { calendarReference } from './campaigns.schema.js';

const read = (): unknown =>
  withTexts(JSON.parse(readFileSync(join(prismaFolder(), 'reference', 'calendar.json'), 'utf8')), 'calendar');

/** Dates of the outside world, of all campaigns: loaded where the key is missing, never overwritten. */
@Injectable()
export class CalendarReference {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async load(): Promise<void> {
    const now = this.clock.now();
    const { entries } = calendarReference.parse(read());
    await this.database.prisma.calendarEntry.createMany({
      data: entries.map(({ startsOn, endsOn, ...entry }) => ({
        id: newId(),
        ...entry,
        startsOn: startsOn === null ? null : new Date(startsOn),
        endsOn: endsOn === null ? null : new Date(endsOn),
        updatedAt: now,
      })),
      skipDuplicates: true,
    });
    await this.addLanguages(entries);
  }

  /** A language that was added since an entry was loaded. */
  private async addLanguages(entries: readonly { key: string; titles: ByLanguage }[]): Promise<void> {
    const { prisma } = this.database;
    const held = new Map((await prisma.calendarEntry.findMany()).map(({ key, titles }) => [key, titles as ByLanguage]));
    for (const { key, titles } of entries) {
      const before = held.get(key) ?? titles;
      if (Object.keys(titles).some((locale) => before[locale] === undefined))
        await prisma.calendarEntry.update({ where: { key }, data: { titles: { ...titles, ...before } } });
    }
  }
}
