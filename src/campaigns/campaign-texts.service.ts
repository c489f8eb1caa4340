import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { claimKeysIn } from '../claims/claims.schema.js';
import { ClaimsService } from '../claims/claims.service.js';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { writtenLocales, type Locale } from '../platform/http/locale.js';
import { PageCache } from '../platform/http/page-cache.js';
import {
  CampaignNotFound,
  CampaignTextNotFound,
  CampaignTextPublished,
  CampaignTextSlugTaken,
} from './campaigns.errors.js';
import { requireDemand } from './demand-links.js';
import type { CampaignTextForm, WrittenText } from './campaigns.schema.js';
import { InvalidInput } from '../platform/errors.js';
import { inLanguage } from '../platform/texts/in-language.js';

export interface CampaignText {
  id: string;
  slug: string;
  texts: Record<Locale, WrittenText>;
  status: 'draft' | 'published';
  updatedAt: Date;
  publishedAt: Date | null;
  /** Slug of the demand it is about */
  demand: string | null;
}

export const campaignTextsTag = 'campaign texts';

/** Statements of the campaign. Facts in them are claims by key, and only usable claims can be published. */
@Injectable()
export class CampaignTextsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly claims: ClaimsService,
    private readonly cache: PageCache,
  ) {}

  /** Newest first. @param campaignId of this campaign only */
  async published(campaignId?: string): Promise<CampaignText[]> {
    const rows = await this.database.prisma.campaignText.findMany({
      where: { status: 'published', ...(campaignId !== undefined && { campaignId }) },
      orderBy: { publishedAt: 'desc' },
    });
    return rows.map(textOf);
  }

  /** Of a campaign, the newest first. */
  async list(campaignId: string): Promise<CampaignText[]> {
    const rows = await this.database.prisma.campaignText.findMany({ where: { campaignId }, orderBy: { id: 'desc' } });
    return rows.map(textOf);
  }

  /** Published ones about a demand. */
  async on(demand: string, locale: Locale): Promise<{ slug: string; title: string }[]> {
    const texts = (await this.published()).filter((text) => text.demand === demand);
    return texts.map((text) => ({ slug: text.slug, title: inLanguage(text.texts, locale).title }));
  }

  /** @throws CampaignTextNotFound */
  async get(slug: string): Promise<CampaignText> {
    const row = await this.database.prisma.campaignText.findUnique({ where: { slug } });
    if (!row) throw new CampaignTextNotFound();
    return textOf(row);
  }

  /** The campaign a text belongs to; null where there is no such text. */
  async campaignOf(slug: string): Promise<string | null> {
    const row = await this.database.prisma.campaignText.findUnique({ where: { slug }, select: { campaignId: true } });
    return row?.campaignId ?? null;
  }

  /** @throws CampaignTextNotFound also for a draft: unpublished texts are not public */
  async getPublished(slug: string): Promise<CampaignText> {
    const text = await this.get(slug);
    if (text.status !== 'published') throw new CampaignTextNotFound();
    return text;
  }

  /** Writes a draft, or changes one. @throws ClaimsNotUsable, CampaignTextPublished, InvalidInput for a title without a text, or a text without a title */
  async save(campaignSlug: string, form: CampaignTextForm, actor: string): Promise<void> {
    const halves = writtenLocales.flatMap((locale) => {
      const [title, body] = [`title_${locale}`, `body_${locale}`] as const;
      const lacking = !form[title] && form[body] ? title : form[title] && !form[body] ? body : null;
      return lacking === null ? [] : [{ pointer: `/${lacking}`, code: 'field.required', detail: 'is required' }];
    });
    if (halves.length > 0) throw new InvalidInput(halves);
    const texts = Object.fromEntries(
      writtenLocales.flatMap((locale) => {
        const [title = '', body = ''] = [form[`title_${locale}`], form[`body_${locale}`]];
        return title && body ? [[locale, { title, paragraphs: body.split(/\n\s*\n/).map((part) => part.trim()) }]] : [];
      }),
    ) as Record<Locale, WrittenText>;
    await this.claims.requireUsable(keysOf(texts));
    await this.database.transaction(async (tx) => {
      const campaign = await tx.campaign.findUnique({ where: { slug: campaignSlug } });
      if (!campaign) throw new CampaignNotFound();
      await requireDemand(tx, campaign.id, form.demand);
      await this.write(tx, campaign.id, form.slug, texts, form.demand);
      await this.audit.record(tx, { actor, action: 'campaign_text.saved', details: { slug: form.slug } });
    });
  }

  /** @throws CampaignTextPublished */
  async write(
    tx: Tx,
    campaignId: string,
    slug: string,
    texts: Record<Locale, WrittenText>,
    demand: string | null = null,
  ) {
    const found = await tx.campaignText.findUnique({ where: { slug } });
    if (found && found.campaignId !== campaignId) throw new CampaignTextSlugTaken();
    if (found?.status === 'published') throw new CampaignTextPublished();
    const updatedAt = this.clock.now();
    await tx.campaignText.upsert({
      where: { slug },
      create: { id: newId(), campaignId, slug, texts, demand, status: 'draft', updatedAt },
      update: { texts, demand, updatedAt },
    });
    for (const [locale, text] of Object.entries(texts))
      await this.claims.recordUses(tx, { kind: 'campaign_text', place: slug, locale }, keysIn(text));
  }

  /** Publishes it, if all its claims may still be used. @throws ClaimsNotUsable, CampaignTextNotFound */
  async publish(tx: Tx, slug: string, actor: string): Promise<string> {
    const { status, texts } = await this.get(slug);
    if (status === 'published') return `"${slug}" was published before.`;
    await this.claims.requireUsable(keysOf(texts));
    const publishedAt = this.clock.now();
    await tx.campaignText.update({ where: { slug }, data: { status: 'published', publishedAt } });
    await this.audit.record(tx, { actor, action: 'campaign_text.published', details: { slug } });
    this.cache.expire(campaignTextsTag);
    return `"${slug}" is published.`;
  }

  async publishNow(slug: string, actor: string): Promise<void> {
    await this.database.transaction((tx) => this.publish(tx, slug, actor));
    this.cache.expire(campaignTextsTag);
  }
}

const keysIn = ({ paragraphs }: WrittenText): string[] => claimKeysIn(paragraphs.join('\n'));
const keysOf = (texts: Record<Locale, WrittenText>): string[] => [...new Set(Object.values(texts).flatMap(keysIn))];

type TextRow = Omit<CampaignText, 'texts' | 'status'> & { texts: unknown; status: string };
const textOf = ({ texts, status, ...row }: TextRow): CampaignText => ({
  ...row,
  texts: texts as Record<Locale, WrittenText>,
  status: status === 'published' ? 'published' : 'draft',
});
