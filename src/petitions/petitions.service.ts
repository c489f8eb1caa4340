import { Injectable } from '@nestjs/common';
import { ClaimsService } from '../claims/claims.service.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { fullName } from '../platform/full-name.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import type { Locale } from '../platform/http/locale.js';
import { ConsentsService } from '../supporters/consents.service.js';
import type { OfferedConsent } from '../supporters/consents.schema.js';
import { countByCountry } from './counts.sql.js';
import { PetitionVersions } from './versions/petition-versions.service.js';
import { offersIn, statusOf, textIn } from './petition-rows.js';
import { goalFor } from './goal.js';
import { PetitionNotFound } from './petitions.errors.js';
import type { FactSource, PetitionText, PublicPetition } from './petitions.schema.js';

/** What the intake needs to know about a petition. */
export interface PetitionTerms {
  id: string;
  slug: string;
  status: PublicPetition['status'];
  opensOn: string;
  proofOfWork: 'optional' | 'required';
  /** The current version of the text, and the first that asks for the same: a sign-up may name any between. */
  version: number;
  sameAskSince: number;
  /** `wordings`: those that are accepted, with the one shown today */
  consents: {
    purpose: string;
    wording: string;
    wordings: ReadonlySet<string>;
    recipients: ReadonlySet<string> | null;
  }[];
}

/** Everything the petition page shows besides the public figures. */
export interface PetitionPage {
  figures: PublicPetition;
  /** What the form asks for, with the names of recipients. */
  offers: OfferedConsent[];
  /** In the language asked for, or in English; `locale` says which. */
  text: PetitionText & { locale: string };
  /** `retiredOn`: the campaign no longer relies on this fact. */
  sources: (FactSource & { retiredOn: string | null })[];
  anchor: Awaited<ReturnType<CampaignsService['getAnchor']>>;
  /** Latest confirmed signers who ticked "show my name". */
  recentNames: { name: string; country: string }[];
  countryTotals: number;
}

const termsMilliseconds = 1_000;

/** Reads petitions: their terms, figures and texts. */
@Injectable()
export class PetitionsService {
  private readonly ids = new Map<string, string>();
  private readonly terms = new Map<string, { terms: PetitionTerms; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly consents: ConsentsService,
    private readonly campaigns: CampaignsService,
    private readonly claims: ClaimsService,
    private readonly versions: PetitionVersions,
  ) {}

  /** @throws PetitionNotFound */
  async idOf(slug: string): Promise<string> {
    const known = this.ids.get(slug);
    if (known !== undefined) return known;
    const row = await this.database.prisma.petition.findUnique({ where: { slug }, select: { id: true } });
    if (!row) throw new PetitionNotFound();
    this.ids.set(slug, row.id);
    return row.id;
  }

  /** Terms are cached for a second: the hot path reads them with every sign-up. @throws PetitionNotFound */
  async getTerms(slug: string): Promise<PetitionTerms> {
    const kept = this.terms.get(slug);
    if (kept && kept.until > Date.now()) return kept.terms;
    const row = await this.database.prisma.petition.findUnique({ where: { slug } });
    if (!row) throw new PetitionNotFound();
    const stored = offersIn(row);
    const offers = await this.consents.current(stored, row.campaignId);
    const accepted = await this.consents.accepted(stored, offers);
    const { current, sameAskSince } = await this.versions.numbersOf(row.id);
    const terms: PetitionTerms = {
      id: row.id,
      slug: row.slug,
      status: statusOf(row, this.clock.now()),
      opensOn: utcDay(row.opensOn),
      version: current,
      sameAskSince,
      proofOfWork: row.proofOfWork === 'required' ? 'required' : 'optional',
      consents: await Promise.all(
        offers.map(async (offer, index) => ({
          purpose: offer.purpose,
          wording: offer.wording,
          wordings: accepted[index] ?? new Set([offer.wording]),
          recipients: await this.consents.recipientsOf(offer),
        })),
      ),
    };
    this.terms.set(slug, { terms, until: Date.now() + termsMilliseconds });
    return terms;
  }

  async list(locale: Locale): Promise<PublicPetition[]> {
    const rows = await this.database.prisma.petition.findMany({ orderBy: { id: 'asc' }, select: { slug: true } });
    return Promise.all(rows.map((row) => this.getPublic(row.slug, locale)));
  }

  /** @throws PetitionNotFound */
  async getPublic(slug: string, locale: Locale): Promise<PublicPetition> {
    const row = await this.database.prisma.petition.findUnique({
      where: { slug },
      include: { texts: { where: { locale: { in: [locale, 'en'] } }, select: { locale: true, title: true } } },
    });
    if (!row) throw new PetitionNotFound();
    const byCountry = await countByCountry(this.database.prisma, row.id);
    const signatureCount = byCountry.reduce((sum, entry) => sum + entry.count, 0);
    const offers = await this.describe(row, locale);
    return {
      slug: row.slug,
      title: textIn(row.texts, locale)?.title ?? row.slug,
      status: statusOf(row, this.clock.now()),
      signatureCount,
      goal: goalFor(signatureCount, row.goalSteps),
      opensOn: utcDay(row.opensOn),
      closesOn: row.closesOn ? utcDay(row.closesOn) : null,
      version: (await this.versions.numbersOf(row.id)).current,
      byCountry,
      consents: offers.map(({ recipients, ...offer }) => ({
        ...offer,
        ...(recipients && { recipients: recipients.map(({ key }) => key) }),
      })),
    };
  }

  /** Confirmed signatures counted under one petition. */
  async countUnder(petitionId: string): Promise<number> {
    return (await countByCountry(this.database.prisma, petitionId)).reduce((sum, { count }) => sum + count, 0);
  }

  /** Confirmed signatures under all petitions of a campaign, and the countries they come from. */
  async countOf(campaignId: string): Promise<{ total: number; byCountry: { country: string; count: number }[] }> {
    const petitions = await this.database.prisma.petition.findMany({ where: { campaignId }, select: { id: true } });
    const counts = new Map<string, number>();
    for (const { id } of petitions)
      for (const { country, count } of await countByCountry(this.database.prisma, id))
        counts.set(country, (counts.get(country) ?? 0) + count);
    const byCountry = [...counts].map(([country, count]) => ({ country, count })).sort((a, b) => b.count - a.count);
    return { total: byCountry.reduce((sum, { count }) => sum + count, 0), byCountry };
  }

  /** The campaign a petition belongs to. @throws PetitionNotFound */
  async campaignOf(slug: string): Promise<string> {
    const row = await this.database.prisma.petition.findUnique({ where: { slug }, select: { campaignId: true } });
    if (!row) throw new PetitionNotFound();
    return row.campaignId;
  }

  async slugsOf(campaignId: string): Promise<string[]> {
    const rows = await this.database.prisma.petition.findMany({
      where: { campaignId },
      orderBy: { id: 'asc' },
      select: { slug: true },
    });
    return rows.map(({ slug }) => slug);
  }

  /** What the petition asks people to agree to, with names. @throws PetitionNotFound */
  async offers(slug: string, locale: Locale): Promise<OfferedConsent[]> {
    const row = await this.database.prisma.petition.findUnique({ where: { slug } });
    if (!row) throw new PetitionNotFound();
    return this.describe(row, locale);
  }

  /** @throws PetitionNotFound */
  async getPage(slug: string, locale: Locale): Promise<PetitionPage> {
    const figures = await this.getPublic(slug, locale);
    const row = await this.database.prisma.petition.findUniqueOrThrow({
      where: { slug },
      include: { texts: { where: { locale: { in: [locale, 'en'] } } } },
    });
    const text = textIn(row.texts, locale);
    if (!text) throw new PetitionNotFound();
    const sources = row.sources as unknown as FactSource[];
    const retired = await this.claims.retiredAmong(sources.map(({ key }) => key));
    return {
      figures,
      offers: await this.describe(row, locale),
      text: { ...text, sections: text.sections as unknown as PetitionText['sections'] },
      sources: sources.map((source) => ({ ...source, retiredOn: retired.get(source.key) ?? null })),
      anchor: await this.campaigns.getAnchor(row.campaignId, locale),
      recentNames: await this.recentNames(row.id),
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

  /** Titles by slug for the staff pages, in English; a petition without one is shown by its slug. */
  async titles(slugs: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.prisma.petition.findMany({
      where: { slug: { in: [...slugs] } },
      orderBy: { id: 'asc' },
      select: { slug: true, texts: { where: { locale: 'en' }, select: { title: true } } },
    });
    return new Map(rows.map(({ slug, texts }) => [slug, texts[0]?.title ?? slug]));
  }

  /** The title of one petition for the staff pages. */
  async titleOf(slug: string): Promise<string> {
    return (await this.titles([slug])).get(slug) ?? slug;
  }

  private async describe(row: { consents: unknown; campaignId: string }, locale: Locale): Promise<OfferedConsent[]> {
    return this.consents.describe(await this.consents.current(offersIn(row), row.campaignId), locale);
  }

  private async recentNames(petitionId: string): Promise<{ name: string; country: string }[]> {
    const rows = await this.database.prisma.signature.findMany({
      where: { petitionId, status: 'confirmed', showName: true, shadowRule: null },
      orderBy: { confirmedAt: 'desc' },
      take: 12,
      select: { givenName: true, familyName: true, country: true },
    });
    return rows.map((row) => ({ name: fullName(row), country: row.country }));
  }
}
