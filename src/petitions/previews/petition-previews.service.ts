import { Injectable } from '@nestjs/common';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Locale } from '../../platform/http/locale.js';
import type { MailDraft } from '../../platform/mail/mail.kinds.js';
import { countByCountry } from '../counts.sql.js';
import { claimsOf } from '../drafts/draft-texts.js';
import { PetitionDrafts } from '../drafts/petition-drafts.service.js';
import { formOf } from '../form/petition-form.schema.js';
import { SignerMails } from '../mails/signer-mails.service.js';
import { figuresOf, type PetitionPage } from '../petition-views.js';
import { PetitionNotFound } from '../petitions.errors.js';
import type { FactSource, PetitionText } from '../petitions.schema.js';
import { PetitionsService } from '../petitions.service.js';

/** A draft as the public would read it. */
@Injectable()
export class PetitionPreviews {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly drafts: PetitionDrafts,
    private readonly campaigns: CampaignsService,
    private readonly claims: ClaimsService,
    private readonly mails: SignerMails,
  ) {}

  /** What the page would show; the words of the draft, in English where a language has none. @throws PetitionNotFound */
  async page(slug: string, locale: Locale): Promise<PetitionPage> {
    const row = await this.database.prisma.petition.findUnique({
      where: { slug },
      include: {
        campaign: { select: { timeZone: true } },
        predecessor: { select: { slug: true } },
        successor: { select: { slug: true, publishedAt: true } },
      },
    });
    if (!row) throw new PetitionNotFound();
    const { texts, published, isThere } = await this.drafts.of(slug);
    const language = texts[locale]?.title ? locale : 'en';
    const text: PetitionText = texts[language] ?? { title: slug, summary: '', sections: [], ask: [], shareText: '' };
    const offers = await this.petitions.offers(slug, locale);
    const byCountry = await countByCountry(this.database.prisma, row.id);
    const version = published.number + (isThere ? 1 : 0) || 1;
    const named = { ...row, texts: [{ locale, title: text.title }] };
    const figures = figuresOf(named, { locale, byCountry, offers, version, now: this.clock.now() });
    return {
      id: row.id,
      // A petition that nobody has seen yet is shown as it will be, with its form.
      figures: row.publishedAt === null ? { ...figures, status: 'open' } : figures,
      offers,
      text: { ...text, locale: language },
      sources: await this.sourcesOf(row.sources as unknown as FactSource[], text),
      anchor: await this.campaigns.getAnchor(row.campaignId, locale),
      recentNames: [],
      showNames: row.showNames,
      form: formOf(row),
      archived: false,
      succession: { before: null, after: null },
      countryTotals: byCountry.length,
    };
  }

  /** The email that asks to confirm, with example values. */
  async mail(slug: string, locale: Locale): Promise<Pick<MailDraft, 'subject' | 'html' | 'text'>> {
    const { text, form } = await this.page(slug, locale);
    const campaignId = await this.petitions.campaignOf(slug);
    return this.mails.example('petitions.confirm', { campaignId, locale, title: text.title, form });
  }

  /** Those of the petition, and those that its new claims would bring. */
  private async sourcesOf(own: readonly FactSource[], text: PetitionText): Promise<PetitionPage['sources']> {
    const keys = claimsOf(text).filter((key) => !own.some((source) => source.key === key));
    const claims = keys.length === 0 ? [] : (await this.claims.list()).filter(({ key }) => keys.includes(key));
    const added = claims.map(({ key, sources, lastCheckedOn: asOf, confidence }) => ({
      key,
      title: sources.map(({ title }) => title).join('; '),
      asOf,
      confidence,
    }));
    const all = [...own, ...added];
    const retired = await this.claims.retiredAmong(all.map(({ key }) => key));
    return all.map((source) => ({ ...source, retiredOn: retired.get(source.key) ?? null }));
  }
}
