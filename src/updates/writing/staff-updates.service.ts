import { Injectable } from '@nestjs/common';
import type { TranslatedFrom } from '../../petitions/translation.values.js';
import { Database, type Tx } from '../../platform/database/database.js';
import type { Fault } from '../../platform/errors.js';
import { writtenLocales, type Locale } from '../../platform/http/locale.js';
import { changedSince } from './update-texts.js';
import { standingOf, type UpdateStanding, type UpdateState } from './update.status.js';
import { UpdateNotFound } from './updates.errors.js';
import type { UpdateTexts } from './updates.schema.js';

export interface UpdateVersion {
  number: number;
  hash: string;
  texts: UpdateTexts;
  reason: string | null;
  /** As in the audit log */
  publishedBy: string;
  publishedAt: Date;
}

/** An update as staff work on it. */
export interface StaffUpdate {
  id: string;
  slug: string;
  campaignId: string;
  petitionId: string | null;
  texts: UpdateTexts;
  /** Those of the campaign, and those that have a text already */
  languages: readonly Locale[];
  translatedFrom: TranslatedFrom;
  /** What the public reads; null before the first version */
  published: UpdateVersion | null;
  /** Why a published update is corrected */
  reason: string | null;
  revision: number;
  authors: string[];
  updatedAt: Date;
  state: UpdateState;
  standing: UpdateStanding;
  /** When it is to be published, once it is scheduled */
  publishAt: Date | null;
  /** Who sent it for review, scheduled or published it */
  stateBy: string | null;
  stateAt: Date | null;
  /** Why it was not published at its moment */
  heldBy: Fault[];
  publishedAt: Date | null;
  hiddenReason: string | null;
}

/** A line of the staff's list. */
export interface UpdateLine {
  slug: string;
  title: string;
  petition: string | null;
  standing: UpdateStanding;
  updatedAt: Date;
  publishedAt: Date | null;
  /** Of its email, where there is one */
  mailing: string | null;
}

/** Updates as staff see them, drafts included. */
@Injectable()
export class StaffUpdates {
  constructor(private readonly database: Database) {}

  /** @throws UpdateNotFound */
  async of(slug: string, tx: Tx = this.database.prisma): Promise<StaffUpdate> {
    const row = await tx.campaignUpdate.findUnique({
      where: { slug },
      include: { versions: { orderBy: { number: 'desc' }, take: 1 } },
    });
    if (!row) throw new UpdateNotFound();
    const campaign = await tx.campaign.findUniqueOrThrow({
      where: { id: row.campaignId },
      select: { locales: true },
    });
    const [latest = null] = row.versions;
    const texts = row.texts as unknown as UpdateTexts;
    const state = row.state as UpdateState;
    return {
      ...row,
      texts,
      languages: languagesOf(campaign.locales, texts),
      translatedFrom: row.translatedFrom as TranslatedFrom,
      published: latest && { ...latest, texts: latest.texts as unknown as UpdateTexts },
      state,
      standing: standingOf(state, row.publishedAt, row.hiddenAt),
      heldBy: (row.heldBy ?? []) as unknown as Fault[],
    };
  }

  /** Short name of the petition it is about; null: the campaign as a whole. */
  async petitionOf({ petitionId }: Pick<StaffUpdate, 'petitionId'>): Promise<string | null> {
    if (petitionId === null) return null;
    const where = { id: petitionId };
    return (await this.database.prisma.petition.findUnique({ where, select: { slug: true } }))?.slug ?? null;
  }

  /** The newest first. */
  async list(campaignId: string): Promise<UpdateLine[]> {
    const rows = await this.database.prisma.campaignUpdate.findMany({
      where: { campaignId },
      orderBy: { id: 'desc' },
      include: { mailing: { select: { state: true } } },
    });
    const ids = rows.flatMap(({ petitionId }) => petitionId ?? []);
    const petitions = await this.database.prisma.petition.findMany({
      where: { id: { in: ids } },
      select: { id: true, slug: true },
    });
    const slugs = new Map(petitions.map(({ id, slug }) => [id, slug]));
    return rows.map(({ slug, texts, petitionId, state, publishedAt, hiddenAt, updatedAt, mailing }) => ({
      slug,
      title: titleIn(texts as unknown as UpdateTexts, slug),
      petition: petitionId === null ? null : (slugs.get(petitionId) ?? null),
      standing: standingOf(state as UpdateState, publishedAt, hiddenAt),
      updatedAt,
      publishedAt,
      mailing: mailing?.state ?? null,
    }));
  }

  /** The clocks that decide when something is published. */
  async timeZoneOf({ campaignId }: Pick<StaffUpdate, 'campaignId'>, tx: Tx = this.database.prisma): Promise<string> {
    const select = { timeZone: true } as const;
    return (await tx.campaign.findUniqueOrThrow({ where: { id: campaignId }, select })).timeZone;
  }
}

export const titleIn = (texts: UpdateTexts, slug: string): string => texts.en?.title || slug;

/** Languages with parts whose English has changed since they were translated. */
export const staleIn = ({ texts, translatedFrom }: Pick<StaffUpdate, 'texts' | 'translatedFrom'>): Locale[] =>
  writtenLocales.filter(
    (locale) => locale !== 'en' && texts[locale] && changedSince(texts.en, translatedFrom[locale] ?? []).size > 0,
  );

/** @param chosen of the campaign; none: all of the site */
const languagesOf = (chosen: readonly string[], texts: UpdateTexts): Locale[] =>
  writtenLocales.filter(
    (locale) => chosen.length === 0 || locale === 'en' || chosen.includes(locale) || texts[locale] !== undefined,
  );
