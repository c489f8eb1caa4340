import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { prismaFolder } from '../platform/database/migrate.js';
import { dayIn } from '../platform/day.js';
import { newId } from '../platform/ids.js';
import { CampaignTextsService } from './campaign-texts.service.js';
import { calendarReference, planReference } from './campaigns.schema.js';
import { planEnd } from './milestone-dates.js';
import type { ByLanguage } from '../platform/texts/in-language.js';
import { withTexts } from '../platform/texts/reference-texts.js';

const read = (name: string): unknown =>
  withTexts(JSON.parse(readFileSync(join(prismaFolder(), 'reference', `${name}.json`), 'utf8')), name);

/** Loads the calendar and, for a campaign without one, the plan of its coming year. Existing data is never overwritten. */
@Injectable()
export class CampaignsReference {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly texts: CampaignTextsService,
  ) {}

  async load(slug: string): Promise<void> {
    await this.loadCalendar();
    await this.loadPlan(slug, this.clock.now());
  }

  /** Dates of the outside world: of all campaigns. */
  async loadCalendar(): Promise<void> {
    const now = this.clock.now();
    const { entries } = calendarReference.parse(read('calendar'));
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

  private async loadPlan(slug: string, now: Date): Promise<void> {
    const campaign = await this.database.prisma.campaign.findUniqueOrThrow({ where: { slug } });
    if ((await this.database.prisma.milestone.count({ where: { campaignId: campaign.id } })) > 0) return;
    const { milestones, texts } = planReference.parse(read('plan'));
    const today = dayIn(campaign.timeZone, now);
    const thisYear = Number(today.slice(0, 4));
    const year = planEnd(campaign, thisYear) >= today ? thisYear : thisYear + 1;
    await this.database.transaction(async (tx) => {
      await tx.milestone.createMany({
        data: milestones.map(({ fixedOn, ...milestone }) => ({
          id: newId(),
          campaignId: campaign.id,
          year,
          status: 'planned',
          ...milestone,
          fixedOn: fixedOn === null ? null : new Date(fixedOn),
          updatedAt: now,
        })),
        skipDuplicates: true,
      });
      for (const text of texts)
        if (!(await tx.campaignText.findUnique({ where: { slug: text.slug } })))
          await this.texts.write(tx, campaign.id, text.slug, text.texts, text.demand);
    });
  }
}
