import { Injectable } from '@nestjs/common';
import { claimKeysIn } from '../../claims/claims.schema.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock, utcDay } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/database.js';
import { dayIn } from '../../platform/day.js';
import { inOneOrder } from '../../platform/http/portable.js';
import { newId } from '../../platform/ids.js';
import type { CampaignSettings } from '../campaign-form.schema.js';
import { CampaignNotFound } from '../campaigns.errors.js';
import { planEnd } from '../milestone-dates.js';
import type { CampaignPart, MilestonePart, TextPart } from './campaign-part.schema.js';

/** Names, settings, plan and texts of a campaign for its file, and from it. */
@Injectable()
export class CampaignParts {
  constructor(
    private readonly clock: Clock,
    private readonly claims: ClaimsService,
  ) {}

  /** @throws CampaignNotFound */
  async campaign(tx: Tx, slug: string): Promise<{ id: string; part: CampaignPart }> {
    const row = await tx.campaign.findUnique({ where: { slug } });
    if (!row) throw new CampaignNotFound();
    const { id, names, anchorMonth, anchorDay, anchorNames, timeZone, locales, senderName, replyTo } = row;
    const anchor =
      anchorMonth === null || anchorDay === null
        ? null
        : { month: anchorMonth, day: anchorDay, names: inOneOrder(anchorNames) as Record<string, string> };
    const named = inOneOrder(names) as Record<string, string>;
    return { id, part: { slug, names: named, anchor, timeZone, languages: locales, senderName, replyTo } };
  }

  /** The settings that a part stands for. A host name is none of them: it belongs to the server. */
  settingsOf({ names, anchor, timeZone, languages, senderName, replyTo }: CampaignPart): CampaignSettings {
    return {
      names,
      anchorMonth: anchor?.month ?? null,
      anchorDay: anchor?.day ?? null,
      anchorNames: anchor?.names ?? {},
      timeZone,
      locales: languages,
      host: null,
      senderName,
      replyTo,
    };
  }

  /** The year of the next anchor date, which a plan that begins now leads to. */
  comingYear({ anchor, timeZone }: CampaignPart): number {
    const today = dayIn(timeZone, this.clock.now());
    const thisYear = Number(today.slice(0, 4));
    const end = planEnd({ anchorMonth: anchor?.month ?? null, anchorDay: anchor?.day ?? null }, thisYear);
    return end >= today ? thisYear : thisYear + 1;
  }

  /** The plans of all years, without who is responsible for a milestone. */
  async plan(tx: Tx, campaignId: string): Promise<MilestonePart[]> {
    const rows = await tx.milestone.findMany({ where: { campaignId }, orderBy: [{ year: 'asc' }, { key: 'asc' }] });
    return rows.map((row) => ({
      year: row.year,
      key: row.key,
      title: row.title,
      offsetDays: row.offsetDays,
      fixedOn: row.fixedOn && utcDay(row.fixedOn),
      lastsDays: row.lastsDays,
      repeatsDays: row.repeatsDays,
      workingDayRule: row.workingDayRule as MilestonePart['workingDayRule'],
      status: row.status as MilestonePart['status'],
      evidenceUrl: row.evidenceUrl,
      trigger: row.trigger as MilestonePart['trigger'],
      triggerTarget: row.triggerTarget,
      demand: row.demand,
      verifyReason: row.verifyReason,
    }));
  }

  async addPlan(tx: Tx, campaignId: string, plan: readonly MilestonePart[]): Promise<void> {
    const updatedAt = this.clock.now();
    await tx.milestone.createMany({
      data: plan.map(({ fixedOn, ...row }) => ({
        id: newId(),
        campaignId,
        ...row,
        fixedOn: fixedOn === null ? null : new Date(fixedOn),
        updatedAt,
      })),
    });
  }

  async texts(tx: Tx, campaignId: string): Promise<TextPart[]> {
    const rows = await tx.campaignText.findMany({ where: { campaignId }, orderBy: { slug: 'asc' } });
    return rows.map(({ slug, status, publishedAt, demand, texts }) => ({
      slug,
      status: status === 'published' ? 'published' : 'draft',
      publishedAt: publishedAt?.toISOString() ?? null,
      demand,
      texts: inOneOrder(texts) as unknown as TextPart['texts'],
    }));
  }

  async addTexts(tx: Tx, campaignId: string, texts: readonly TextPart[]): Promise<void> {
    const updatedAt = this.clock.now();
    await tx.campaignText.createMany({
      data: texts.map(({ publishedAt, ...row }) => ({
        id: newId(),
        campaignId,
        ...row,
        publishedAt: publishedAt === null ? null : new Date(publishedAt),
        updatedAt,
      })),
    });
    for (const { slug, texts: written } of texts)
      for (const [locale, { paragraphs }] of Object.entries(written))
        await this.claims.recordUses(
          tx,
          { kind: 'campaign_text', place: slug, locale },
          claimKeysIn(paragraphs.join('\n')),
        );
  }

  /** Short names among these that texts have already. */
  async takenTexts(tx: Tx, slugs: readonly string[]): Promise<string[]> {
    const rows = await tx.campaignText.findMany({ where: { slug: { in: [...slugs] } }, select: { slug: true } });
    return rows.map(({ slug }) => slug);
  }
}
