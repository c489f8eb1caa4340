import { isDeepStrictEqual } from 'node:util';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CampaignReach, type CampaignRef } from '../access/campaign-reach.service.js';
import { dayIn, type Day } from '../platform/day.js';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { InvalidInput } from '../platform/errors.js';
import { CampaignNotFound } from './campaigns.errors.js';
import { nextAnchor, type NextAnchor } from './anchor.js';
import { inLanguage, type ByLanguage } from '../platform/texts/in-language.js';

export type NamedAnchor = NextAnchor & { name: string };

/** A stored campaign: its names, and its anchor date in the year. */
@Injectable()
export class CampaignsService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly reach: CampaignReach,
  ) {}

  onModuleInit(): void {
    this.reach.knows(() => this.list());
  }

  /**
   * The campaign that a program means; its name may be left out where there is one.
   * @param only the campaign of its token @throws CampaignNotFound, InvalidInput
   */
  async meant(slug: string | undefined, only: string | null): Promise<string> {
    const all = await this.list();
    const open = only === null ? all : all.filter(({ id }) => id === only);
    if (slug === undefined && open.length > 1)
      throw new InvalidInput([{ pointer: '/campaign', code: 'field.required', detail: 'is required' }]);
    const found = slug === undefined ? open[0] : open.find((one) => one.slug === slug);
    if (!found) throw new CampaignNotFound();
    return found.id;
  }

  /** All campaigns, the oldest first. */
  async list(): Promise<CampaignRef[]> {
    const rows = await this.database.prisma.campaign.findMany({
      orderBy: { id: 'asc' },
      select: { id: true, slug: true, names: true },
    });
    return rows.map(({ names, ...row }) => ({ ...row, name: inLanguage(names as ByLanguage, 'en') }));
  }

  /** Names in languages that were added since; those that are there stay. */
  async addLanguages(tx: Tx, id: string, names: ByLanguage, anchorNames: ByLanguage): Promise<void> {
    const held = await tx.campaign.findUniqueOrThrow({ where: { id }, select: { names: true, anchorNames: true } });
    const data = {
      names: { ...names, ...(held.names as ByLanguage) },
      anchorNames: { ...anchorNames, ...(held.anchorNames as ByLanguage) },
    };
    if (!isDeepStrictEqual(data, held)) await tx.campaign.update({ where: { id }, data });
  }

  async idOf(slug: string): Promise<string> {
    return (await this.database.prisma.campaign.findUniqueOrThrow({ where: { slug }, select: { id: true } })).id;
  }

  /** Today by the clocks of the campaign's zone. */
  async today(campaignId: string): Promise<Day> {
    const where = { id: campaignId };
    const { timeZone } = await this.database.prisma.campaign.findUniqueOrThrow({ where, select: { timeZone: true } });
    return dayIn(timeZone, this.clock.now());
  }

  /** The campaign's next anchor date, with its official name in the language; null where it has none. */
  async getAnchor(campaignId: string, locale: string): Promise<NamedAnchor | null> {
    return (await this.anchorIn(campaignId))(locale);
  }

  /** The day letters are written for unless staff choose another: the next anchor date, or today where there is none. */
  async letterDay(campaignId: string): Promise<Day> {
    const { timeZone } = await this.database.prisma.campaign.findUniqueOrThrow({ where: { id: campaignId } });
    return (await this.getAnchor(campaignId, 'en'))?.on ?? dayIn(timeZone, this.clock.now());
  }

  /** The same for any language, by one query. */
  async anchorIn(campaignId: string): Promise<(locale: string) => NamedAnchor | null> {
    const { anchorMonth, anchorDay, timeZone, anchorNames } = await this.database.prisma.campaign.findUniqueOrThrow({
      where: { id: campaignId },
    });
    if (anchorMonth === null || anchorDay === null) return () => null;
    const anchor = nextAnchor(anchorMonth, anchorDay, timeZone, this.clock.now());
    return (locale) => ({ ...anchor, name: inLanguage(anchorNames as ByLanguage, locale) });
  }
}
