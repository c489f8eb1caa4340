import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock } from '../../platform/clock.js';
import type { Locale } from '../../platform/http/locale.js';
import { inLanguage, type ByLanguage } from '../../platform/texts/in-language.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { dayIn, type Day } from '../../platform/day.js';
import { InvalidInput } from '../../platform/errors.js';
import { PageCache } from '../../platform/http/page-cache.js';
import { newId } from '../../platform/ids.js';
import { StatesService } from '../../treaties/states.service.js';
import { CampaignNotFound } from '../campaigns.errors.js';
import { demandOf, withRelations } from './demand-rows.js';
import {
  DemandChanged,
  DemandExists,
  DemandIncomplete,
  DemandNotDraft,
  DemandNotFound,
  DemandNotPublished,
} from './demands.errors.js';
import type { Demand, DemandForm } from './demands.schema.js';
import { columnsOf, contentOf } from './demand-content.js';
import { faultsOf, keysIn, keysOf } from './publish-gate.js';

/** Tag of all public pages that show demands or what became of them. */
export const demandsTag = 'demands';

/** What the campaign asks of others. Drafts change; published words never do. */
@Injectable()
export class DemandsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly claims: ClaimsService,
    private readonly states: StatesService,
    private readonly cache: PageCache,
  ) {}

  /** Those the public may see, in the order they were stated; withdrawn ones last. */
  async published(): Promise<Demand[]> {
    const rows = await this.database.prisma.demand.findMany({
      where: { status: { not: 'draft' } },
      include: withRelations,
      orderBy: [{ status: 'asc' }, { statedOn: 'asc' }, { id: 'asc' }],
    });
    return rows.map(demandOf);
  }

  /** Of a campaign, drafts included; the newest first. */
  async list(campaignSlug: string): Promise<Demand[]> {
    const rows = await this.database.prisma.demand.findMany({
      where: { campaign: { slug: campaignSlug } },
      include: withRelations,
      orderBy: { id: 'desc' },
    });
    return rows.map(demandOf);
  }

  /** Those of the slugs that the public may see, with their titles, in the order of the slugs. */
  async titlesOf(slugs: readonly string[], locale: Locale): Promise<{ slug: string; title: string }[]> {
    if (slugs.length === 0) return [];
    const rows = await this.database.prisma.demand.findMany({
      where: { slug: { in: [...slugs] }, status: { not: 'draft' } },
      select: { slug: true, texts: true },
    });
    const titles = new Map(
      rows.map(({ slug, texts }) => [
        slug,
        inLanguage(texts as unknown as ByLanguage<{ title: string }>, locale).title,
      ]),
    );
    return slugs.flatMap((slug) => (titles.has(slug) ? [{ slug, title: titles.get(slug) ?? slug }] : []));
  }

  /** @throws DemandNotFound */
  async get(slug: string, campaignId?: string): Promise<Demand> {
    return this.read(this.database.prisma, slug, campaignId);
  }

  /** The day it is for the campaign. */
  async today(): Promise<Day> {
    const campaign = await this.database.prisma.campaign.findFirst({ orderBy: { id: 'asc' } });
    return dayIn(campaign?.timeZone ?? 'UTC', this.clock.now());
  }

  /** Writes a draft, or changes one. @throws DemandExists, DemandChanged, DemandNotDraft, ClaimsNotUsable, InvalidInput */
  async save(campaignSlug: string, form: DemandForm, actor: string): Promise<void> {
    const content = contentOf(form);
    const { replaces, state } = form;
    if (form.addresseeKind === 'state') await this.requireState(state);
    await this.claims.requireUsable(keysOf(content));
    await this.database.transaction(async (tx) => {
      const campaign = await tx.campaign.findUnique({ where: { slug: campaignSlug } });
      if (!campaign) throw new CampaignNotFound();
      if (content.anchorYear !== null && campaign.anchorMonth === null)
        throw new InvalidInput([
          {
            pointer: '/anchorYear',
            code: 'campaign.no_anchor',
            detail: 'needs an anchor date, and this campaign has none',
          },
        ]);
      const earlier =
        replaces === undefined
          ? null
          : await tx.demand.findUnique({ where: { slug: replaces, campaignId: campaign.id } });
      if (replaces !== undefined && (!earlier || earlier.status === 'draft' || earlier.slug === form.slug))
        throw new InvalidInput([
          { pointer: '/replaces', code: 'demand.not_published', detail: 'is not the short name of a published demand' },
        ]);
      const stored = columnsOf(content, earlier?.id ?? null, this.clock.now());
      if (form.revision === 0) {
        const data = { id: newId(), campaignId: campaign.id, slug: form.slug, status: 'draft', ...stored };
        const { count } = await tx.demand.createMany({ data: [data], skipDuplicates: true });
        if (count === 0) throw new DemandExists();
      } else {
        const found = await this.read(tx, form.slug, campaign.id);
        if (found.status !== 'draft') throw new DemandNotDraft();
        const { count } = await tx.demand.updateMany({
          where: { slug: form.slug, status: 'draft', revision: form.revision },
          data: { ...stored, revision: form.revision + 1 },
        });
        if (count === 0) throw new DemandChanged();
      }
      await this.recordUses(tx, form.slug, content);
      await this.audit.record(tx, { actor, action: 'demand.saved', details: { slug: form.slug } });
    });
  }

  /**
   * Publishes a draft: from this day the demand is stated. The one it replaces must have been withdrawn.
   * @throws DemandNotFound, DemandNotDraft, DemandIncomplete, ClaimsNotUsable, InvalidInput
   */
  async publish(slug: string, actor: string): Promise<void> {
    const today = await this.today();
    await this.database.transaction(async (tx) => {
      const demand = await this.read(tx, slug);
      if (demand.status !== 'draft') throw new DemandNotDraft();
      const faults = faultsOf(demand, today);
      const earlier = demand.replaces === null ? null : await this.read(tx, demand.replaces);
      if (earlier && earlier.status !== 'withdrawn')
        faults.push({
          pointer: '/replaces',
          code: 'demand.not_withdrawn',
          detail: 'the demand it replaces is not withdrawn yet',
        });
      if (faults.length > 0) throw new DemandIncomplete(faults);
      if (demand.addresseeKind === 'state') await this.requireState(demand.addresseeCode ?? undefined);
      await this.claims.requireUsable(keysOf(demand));
      const { count } = await tx.demand.updateMany({
        where: { slug, status: 'draft', revision: demand.revision },
        data: { status: 'published', statedOn: new Date(today), updatedAt: this.clock.now() },
      });
      if (count === 0) throw new DemandChanged();
      await this.audit.record(tx, { actor, action: 'demand.published', details: { slug } });
    });
    this.cache.expire(demandsTag);
  }

  /** Takes a published demand back; it stays readable, with the reason. @throws DemandNotFound, DemandNotPublished */
  async withdraw(slug: string, reason: string, actor: string): Promise<void> {
    const withdrawnOn = new Date(await this.today());
    await this.database.transaction(async (tx) => {
      await this.read(tx, slug);
      const { count } = await tx.demand.updateMany({
        where: { slug, status: 'published' },
        data: { status: 'withdrawn', withdrawnOn, withdrawnReason: reason, updatedAt: this.clock.now() },
      });
      if (count === 0) throw new DemandNotPublished();
      await this.audit.record(tx, { actor, action: 'demand.withdrawn', details: { slug } });
    });
    this.cache.expire(demandsTag);
  }

  /** Records which claims its texts use, so that a retired one marks them. */
  async recordUses(tx: Tx, place: string, { texts, basis }: Pick<Demand, 'texts' | 'basis'>): Promise<void> {
    for (const [locale, text] of Object.entries(texts))
      if (text)
        await this.claims.recordUses(tx, { kind: 'demand', place, locale }, [...new Set([...basis, ...keysIn(text)])]);
  }

  private async requireState(iso: string | undefined): Promise<void> {
    const known = iso !== undefined && (await this.states.list('en')).some((state) => state.iso === iso);
    if (!known)
      throw new InvalidInput([{ pointer: '/state', code: 'state.unknown', detail: 'is not a State we list' }]);
  }

  private async read(tx: Tx, slug: string, campaignId?: string): Promise<Demand> {
    const row = await tx.demand.findUnique({
      where: { slug, ...(campaignId && { campaignId }) },
      include: withRelations,
    });
    if (!row) throw new DemandNotFound();
    return demandOf(row);
  }
}
