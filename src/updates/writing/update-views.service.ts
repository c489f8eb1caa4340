import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { inLanguage } from '../../platform/texts/in-language.js';
import type { UpdateVersion } from './staff-updates.service.js';
import { UpdateNotFound, UpdateWithdrawn } from './updates.errors.js';
import type { UpdateTexts } from './updates.schema.js';

/** Tag of all public pages that show updates. */
export const updatesTag = 'updates';

/** An update as the public reads it. */
export interface PublicUpdate {
  id: string;
  slug: string;
  campaignId: string;
  petition: { slug: string; title: string } | null;
  /** Of its first version */
  publishedAt: Date;
  /** The newest first */
  versions: UpdateVersion[];
}

/** An update in a list, in one language. */
export interface UpdateSummary {
  slug: string;
  id: string;
  /** Short name of the petition it is about */
  petition: string | null;
  title: string;
  text: string;
  /** The language of title and text: English where it is not written in the one that was asked for */
  locale: string;
  /** All languages it is written in */
  locales: string[];
  publishedAt: Date;
  /** Of the latest version */
  changedAt: Date;
}

/** Which updates: of a petition, those about its campaign as a whole included; of a campaign; or all. */
export type Whose = { petitionId: string; campaignId: string } | { campaignId: string } | null;

/** What the public reads of updates: published ones that were not withdrawn from view. */
@Injectable()
export class UpdateViews {
  constructor(private readonly database: Database) {}

  /** @throws UpdateNotFound, UpdateWithdrawn */
  async get(slug: string, locale: string): Promise<PublicUpdate> {
    const row = await this.database.prisma.campaignUpdate.findUnique({ where: { slug } });
    if (!row?.publishedAt) throw new UpdateNotFound();
    if (row.hiddenAt) throw new UpdateWithdrawn(row.hiddenReason ?? '');
    return {
      id: row.id,
      slug: row.slug,
      campaignId: row.campaignId,
      petition: await this.petitionOf(row.petitionId, locale),
      publishedAt: row.publishedAt,
      versions: await this.versionsOf(row.id),
    };
  }

  /** The newest first. */
  async versionsOf(updateId: string): Promise<UpdateVersion[]> {
    const rows = await this.database.prisma.updateVersion.findMany({
      where: { updateId },
      orderBy: { number: 'desc' },
    });
    return rows.map((version) => ({ ...version, texts: version.texts as unknown as UpdateTexts }));
  }

  /** One as lists show it, with all its versions. @throws UpdateNotFound, UpdateWithdrawn */
  async one(slug: string, locale: string): Promise<UpdateSummary & { versions: UpdateVersion[] }> {
    const { id, petition, publishedAt, versions } = await this.get(slug, locale);
    const [latest] = versions;
    if (!latest) throw new UpdateNotFound();
    return {
      ...{ id, slug, petition: petition?.slug ?? null, publishedAt, versions },
      ...inLanguage(latest.texts, locale),
      locale: latest.texts[locale] ? locale : 'en',
      locales: Object.keys(latest.texts),
      changedAt: latest.publishedAt,
    };
  }

  /** Whose site it is part of, also when it is withdrawn. @throws UpdateNotFound */
  async campaignOf(slug: string): Promise<string> {
    const row = await this.database.prisma.campaignUpdate.findUnique({ where: { slug }, select: { campaignId: true } });
    if (!row) throw new UpdateNotFound();
    return row.campaignId;
  }

  async isPublished(slug: string): Promise<boolean> {
    if (slug.length > 60) return false;
    const where = { slug, publishedAt: { not: null } };
    return (await this.database.prisma.campaignUpdate.count({ where })) > 0;
  }

  /** The newest first. */
  async list(whose: Whose, locale: string, most = 50): Promise<UpdateSummary[]> {
    const about =
      whose && 'petitionId' in whose
        ? { OR: [{ petitionId: whose.petitionId }, { petitionId: null, campaignId: whose.campaignId }] }
        : (whose ?? {});
    const { prisma } = this.database;
    const rows = await prisma.campaignUpdate.findMany({
      where: { ...about, publishedAt: { not: null }, hiddenAt: null },
      orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
      take: most,
      include: { versions: { orderBy: { number: 'desc' }, take: 1 } },
    });
    const ids = rows.flatMap(({ petitionId }) => petitionId ?? []);
    const petitions = await prisma.petition.findMany({ where: { id: { in: ids } }, select: { id: true, slug: true } });
    const slugs = new Map(petitions.map(({ id, slug }) => [id, slug]));
    return rows.flatMap(({ id, slug, petitionId, publishedAt, versions: [latest] }) => {
      if (!latest || !publishedAt) return [];
      const texts = latest.texts as unknown as UpdateTexts;
      return [
        {
          id,
          slug,
          petition: petitionId === null ? null : (slugs.get(petitionId) ?? null),
          ...inLanguage(texts, locale),
          locale: texts[locale] ? locale : 'en',
          locales: Object.keys(texts),
          publishedAt,
          changedAt: latest.publishedAt,
        },
      ];
    });
  }

  /** The petition, where the public can see it. */
  async petitionOf(id: string | null, locale: string): Promise<PublicUpdate['petition']> {
    if (id === null) return null;
    const row = await this.database.prisma.petition.findFirst({
      where: { id, publishedAt: { not: null }, hiddenAt: null },
      select: {
        slug: true,
        texts: { where: { locale: { in: [locale, 'en'] } }, select: { locale: true, title: true } },
      },
    });
    if (!row) return null;
    const title = (row.texts.find((text) => text.locale === locale) ?? row.texts[0])?.title;
    return { slug: row.slug, title: title ?? row.slug };
  }
}
