import { Injectable } from '@nestjs/common';
import { ClaimsService } from '../claims/claims.service.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { BriefMemory } from '../platform/brief-memory.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import type { Locale } from '../platform/http/locale.js';
import { ConsentsService } from '../supporters/consents.service.js';
import type { OfferedConsent } from '../supporters/consents.schema.js';
import { PetitionVersions } from './versions/petition-versions.service.js';
import { recentNames } from './recent-names.js';
import { countByCountry } from './counts.sql.js';
import { draftTitle, offersIn, textIn, textOfRow } from './petition-rows.js';
import { formOf, type PetitionForm } from './form/petition-form.schema.js';
import { figuresOf, termsOf, type PetitionPage, type PetitionTerms } from './petition-views.js';
import { PetitionMoved, PetitionNotFound, PetitionWithdrawn } from './petitions.errors.js';
import type { FactSource, PublicPetition } from './petitions.schema.js';

export type { PetitionPage, PetitionTerms } from './petition-views.js';

const termsMilliseconds = 1_000;

/** Reads petitions: their terms, figures and texts. */
@Injectable()
export class PetitionsService {
  private readonly ids = new BriefMemory<string>(termsMilliseconds);
  private readonly terms = new BriefMemory<PetitionTerms>(termsMilliseconds);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly consents: ConsentsService,
    private readonly campaigns: CampaignsService,
    private readonly claims: ClaimsService,
    private readonly versions: PetitionVersions,
  ) {}

  /** Of a draft too. Known for a second: another process may give the name of a draft to another petition. @throws PetitionNotFound, PetitionMoved */
  idOf(slug: string): Promise<string> {
    return this.ids.get(slug, async () => {
      const row = await this.database.prisma.petition.findUnique({ where: { slug }, select: { id: true } });
      if (!row) throw await this.notThere(slug);
      return row.id;
    });
  }

  /** Of one that the public may see or has seen. @throws PetitionNotFound, PetitionMoved, PetitionWithdrawn */
  async publicIdOf(slug: string): Promise<string> {
    const row = await this.database.prisma.petition.findUnique({
      where: { slug },
      select: { id: true, publishedAt: true, hiddenAt: true, hiddenReason: true },
    });
    return (await this.seen(slug, row)).id;
  }

  /** Terms are cached for a second: the hot path reads them with every sign-up, and a rush reads them once. @throws PetitionNotFound, PetitionMoved */
  getTerms(slug: string): Promise<PetitionTerms> {
    return this.terms.get(slug, () => this.readTerms(slug));
  }

  private async readTerms(slug: string): Promise<PetitionTerms> {
    const row = await this.database.prisma.petition.findUnique({
      where: { slug },
      include: { campaign: { select: { timeZone: true } } },
    });
    if (!row?.publishedAt) throw await this.notThere(slug);
    const stored = offersIn(row);
    const offers = await this.consents.current(stored, row.campaignId);
    const accepted = await this.consents.accepted(stored, offers);
    return termsOf(row, {
      versions: await this.versions.numbersOf(row.id),
      offers,
      accepted,
      recipientsOf: (offer) => this.consents.recipientsOf(offer),
      now: this.clock.now(),
    });
  }

  /** Forgets what this process keeps of a petition whose settings were changed. */
  forget(slug: string): void {
    this.terms.forget(slug);
    this.ids.forget(slug);
  }

  /** @param all for staff: archived petitions too, and those withdrawn from view @param campaignId of this campaign only */
  async list(locale: Locale, all = false, campaignId?: string): Promise<PublicPetition[]> {
    const shown = all ? {} : { archivedAt: null, hiddenAt: null };
    const rows = await this.database.prisma.petition.findMany({
      where: { publishedAt: { not: null }, ...shown, ...(campaignId !== undefined && { campaignId }) },
      orderBy: { id: 'asc' },
      select: { slug: true },
    });
    return Promise.all(rows.map((row) => this.getPublic(row.slug, locale, all)));
  }

  /** @param all for staff: one withdrawn from view too @throws PetitionNotFound, PetitionMoved, PetitionWithdrawn */
  async getPublic(slug: string, locale: Locale, all = false): Promise<PublicPetition> {
    return (await this.read(slug, locale, all)).figures;
  }

  /** The campaign a petition belongs to. @throws PetitionNotFound */
  async campaignOf(slug: string): Promise<string> {
    const row = await this.database.prisma.petition.findUnique({ where: { slug }, select: { campaignId: true } });
    if (!row) throw await this.notThere(slug);
    return row.campaignId;
  }

  /** Of those that are published, archived ones included. */
  async slugsOf(campaignId: string): Promise<string[]> {
    const rows = await this.database.prisma.petition.findMany({
      where: { campaignId, publishedAt: { not: null } },
      orderBy: { id: 'asc' },
      select: { slug: true },
    });
    return rows.map(({ slug }) => slug);
  }

  /** What the petition asks people to agree to, with names. @throws PetitionNotFound */
  async offers(slug: string, locale: Locale): Promise<OfferedConsent[]> {
    const row = await this.database.prisma.petition.findUnique({ where: { slug } });
    if (!row) throw await this.notThere(slug);
    return this.describe(row, locale);
  }

  /** @throws PetitionNotFound, PetitionMoved, PetitionWithdrawn */
  async getPage(slug: string, locale: Locale, all = false): Promise<PetitionPage> {
    const { row, offers, figures } = await this.read(slug, locale, all);
    const text = textIn(row.texts, locale);
    if (!text) throw new PetitionNotFound();
    const sources = row.sources as unknown as FactSource[];
    const retired = await this.claims.retiredAmong(sources.map(({ key }) => key));
    return {
      id: row.id,
      figures,
      offers,
      text: { ...textOfRow(text), locale: text.locale },
      sources: sources.map((source) => ({ ...source, retiredOn: retired.get(source.key) ?? null })),
      anchor: await this.campaigns.getAnchor(row.campaignId, locale),
      recentNames: row.showNames ? await recentNames(this.database.prisma, row.id) : [],
      showNames: row.showNames,
      form: formOf(row),
      archived: row.archivedAt !== null,
      succession: {
        // What is withdrawn from view is not named.
        before: row.predecessor && !row.predecessor.hiddenAt ? await this.named(row.predecessor.slug, locale) : null,
        after:
          row.successor?.publishedAt && !row.successor.hiddenAt ? await this.named(row.successor.slug, locale) : null,
      },
      countryTotals: figures.byCountry.length,
    };
  }

  /** Title and sharing text of a petition. @throws PetitionNotFound */
  async textOf(slug: string, locale: Locale): Promise<{ title: string; shareText: string }> {
    const texts = await this.database.prisma.petitionText.findMany({
      where: { locale: { in: [locale, 'en'] }, petition: { slug } },
      select: { locale: true, title: true, shareText: true },
    });
    const text = textIn(texts, locale);
    if (!text) throw new PetitionNotFound();
    return text;
  }

  /** Listed petitions that make a demand. */
  async making(demand: string, locale: Locale): Promise<{ slug: string; title: string }[]> {
    const rows = await this.database.prisma.petition.findMany({
      where: { demands: { has: demand }, publishedAt: { not: null }, archivedAt: null, hiddenAt: null },
      include: { texts: { where: { locale: { in: [locale, 'en'] } } } },
      orderBy: { id: 'asc' },
    });
    return rows.map(({ slug, texts }) => ({ slug, title: textIn(texts, locale)?.title ?? slug }));
  }

  /** What the petition's form asks for and says, also while it is not public. */
  async formOf(slug: string): Promise<PetitionForm> {
    const row = await this.database.prisma.petition.findUnique({ where: { slug }, select: { form: true } });
    return row ? formOf(row) : {};
  }

  /** Titles by slug for the staff pages, in English, of drafts too. */
  async titles(slugs: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.prisma.petition.findMany({
      where: { slug: { in: [...slugs] } },
      orderBy: { id: 'asc' },
      select: {
        slug: true,
        texts: { where: { locale: 'en' }, select: { title: true } },
        draft: { select: { texts: true } },
      },
    });
    return new Map(rows.map(({ slug, texts, draft }) => [slug, texts[0]?.title ?? draftTitle(draft) ?? slug]));
  }

  /** The title of one petition for the staff pages. */
  async titleOf(slug: string): Promise<string> {
    return (await this.titles([slug])).get(slug) ?? slug;
  }

  /** Everything public about a petition, by one query for the row and one for the counts. */
  private async read(slug: string, locale: Locale, all: boolean) {
    const found = await this.database.prisma.petition.findUnique({
      where: { slug },
      include: {
        texts: { where: { locale: { in: [locale, 'en'] } } },
        campaign: { select: { timeZone: true } },
        predecessor: { select: { slug: true, hiddenAt: true } },
        successor: { select: { slug: true, publishedAt: true, hiddenAt: true } },
      },
    });
    const row = await this.seen(slug, found, all);
    const [byCountry, offers, { current: version }] = await Promise.all([
      countByCountry(this.database.prisma, row.id),
      this.describe(row, locale),
      this.versions.numbersOf(row.id),
    ]);
    const figures = figuresOf(row, { locale, byCountry, offers, version, now: this.clock.now() });
    return { row, offers, figures };
  }

  /** The row, if the public may see it. */
  private async seen<Row extends { publishedAt: Date | null; hiddenAt: Date | null; hiddenReason: string | null }>(
    slug: string,
    row: Row | null,
    all = false,
  ): Promise<Row> {
    if (!row?.publishedAt) throw await this.notThere(slug);
    if (row.hiddenAt && !all) throw new PetitionWithdrawn(row.hiddenReason ?? '');
    return row;
  }

  private async notThere(slug: string): Promise<PetitionNotFound | PetitionMoved> {
    const former = await this.database.prisma.petitionSlug.findUnique({
      where: { slug },
      select: { petition: { select: { slug: true } } },
    });
    return former ? new PetitionMoved(slug, former.petition.slug) : new PetitionNotFound();
  }

  private async named(slug: string, locale: Locale): Promise<{ slug: string; title: string }> {
    return { slug, title: (await this.textOf(slug, locale)).title };
  }

  private async describe(row: { consents: unknown; campaignId: string }, locale: Locale): Promise<OfferedConsent[]> {
    return this.consents.describe(await this.consents.current(offersIn(row), row.campaignId), locale);
  }
}
