import { Inject, Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { CalendarService } from '../campaigns/calendar.service.js';
import { CampaignTextsService } from '../campaigns/campaign-texts.service.js';
import { DemandsService } from '../campaigns/demands/demands.service.js';
import { DemandViews } from '../campaigns/demands/demand-views.service.js';
import { ClaimsService } from '../claims/claims.service.js';
import { EssayService } from '../claims/essay.service.js';
import type { Config } from '../platform/config/config.js';
import type { Locale } from '../platform/http/locale.js';
import { inLanguage } from '../platform/texts/in-language.js';
import { ProfileService } from '../campaigns/profile.service.js';
import { CONFIG } from '../platform/runtime.js';
import { ShippedCampaign } from '../campaign-files/shipped-campaign.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { conventionCodes } from '../treaties/position.status.js';
import { PositionsService } from '../treaties/positions.service.js';
import { StatesService } from '../treaties/states.service.js';
import { UpdateViews } from '../updates/writing/update-views.service.js';
import { SiteCampaigns, type SiteCampaign } from './site-campaigns.service.js';
import { texts } from './texts.js';
import { CalendarPage } from './pages/calendar-page.js';
import { ClaimsPage } from './pages/claims-page.js';
import { ConventionPage } from './pages/convention-page.js';
import { DataPage } from './pages/data-page.js';
import { EssayPage } from './pages/essay-page.js';
import { HomePage } from './pages/home-page.js';
import type { PublicFrame } from './pages/public-frame.js';
import { StatePage } from './pages/state-page.js';
import { StatementPage } from './pages/statement-page.js';
import { StatesPage } from './pages/states-page.js';

/** Renders the pages about facts from service data. */
@Injectable()
export class FactsPages {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly petitions: PetitionsService,
    private readonly states: StatesService,
    private readonly positions: PositionsService,
    private readonly claims: ClaimsService,
    private readonly essays: EssayService,
    private readonly calendar: CalendarService,
    private readonly texts: CampaignTextsService,
    private readonly demands: DemandViews,
    private readonly profiles: ProfileService,
    private readonly shipped: ShippedCampaign,
    private readonly sites: SiteCampaigns,
    private readonly written: DemandsService,
    private readonly updates: UpdateViews,
  ) {}

  /** The first page of a campaign. Treaties are on it where it asks something of States. */
  async home(campaign: SiteCampaign, path: string, locale: Locale): Promise<VNode> {
    const figures = await this.petitions.list(locale, false, campaign.id);
    const pages = await Promise.all(figures.map(({ slug }) => this.petitions.getPage(slug, locale)));
    const { about } = (await this.profiles.of(campaign.id)).facts;
    const isShipped = campaign.slug === this.shipped.slug;
    const said = about === undefined || about.en === undefined ? null : inLanguage(about, locale);
    return HomePage({
      ...this.frame(path, 'home', locale),
      path,
      name: inLanguage(campaign.names, locale),
      lead: isShipped ? texts(locale).home.lead : (said?.split('\n')[0] ?? null),
      pages,
      conventions: campaign.aboutTreaties ? await this.conventionsToday(locale) : [],
      statements: await this.texts.published(campaign.id),
      updates: await this.updates.list({ campaignId: campaign.id }, locale, 5),
    });
  }

  async statesList(locale: Locale): Promise<VNode> {
    return StatesPage({
      ...this.frame('/states', 'home', locale),
      states: await this.states.list(locale),
      conventions: await this.conventionsToday(locale),
    });
  }

  /** @throws StateUnknown */
  async state(iso: string, locale: Locale): Promise<VNode> {
    const state = await this.states.get(iso, locale);
    const today = this.positions.today();
    const [conventions, demands] = await Promise.all([
      this.positions.ofState(iso, today),
      this.demands.ofState(iso, locale),
    ]);
    const frame = this.frame(`/states/${iso}`, `states/${iso}`, locale);
    return StatePage({ ...frame, state, conventions, demands, today });
  }

  /** @param on null: today @throws ConventionUnknown */
  async convention(code: string, on: string | null, locale: Locale): Promise<VNode> {
    const convention = await this.states.getConvention(code);
    const today = this.positions.today();
    const [positions, now, curve] = await Promise.all([
      this.positions.on(convention.code, on ?? today, locale),
      this.positions.on(convention.code, today, locale),
      this.positions.curve(convention.code),
    ]);
    const frame = this.frame(`/conventions/${convention.code}`, `conventions/${convention.code}`, locale);
    return ConventionPage({ ...frame, convention, on: positions, curve, partiesToday: now.totals.parties, today });
  }

  async facts(locale: Locale): Promise<VNode> {
    return ClaimsPage({ ...this.frame('/claims', 'home', locale), facts: await this.claims.facts(locale) });
  }

  async essay(locale: Locale): Promise<VNode> {
    return EssayPage({ ...this.frame('/essay', 'home', locale), sections: await this.essays.read(locale) });
  }

  async dates(locale: Locale): Promise<VNode> {
    return CalendarPage({
      ...this.frame('/calendar', 'home', locale),
      dates: await this.calendar.published(locale),
      today: this.positions.today(),
    });
  }

  data(locale: Locale): VNode {
    return DataPage(this.frame('/data', 'home', locale));
  }

  /** @throws CampaignTextNotFound */
  async statement(slug: string, locale: Locale): Promise<VNode> {
    const statement = await this.texts.getPublished(slug);
    const [demand] = await this.written.titlesOf(statement.demand === null ? [] : [statement.demand], locale);
    const page = StatementPage({
      ...this.frame(`/statements/${slug}`, 'home', locale),
      statement,
      demand,
      sources: await this.claims.notes(),
    });
    const campaign = await this.texts.campaignOf(slug);
    return campaign === null ? page : this.sites.framed(campaign, page);
  }

  private conventionsToday(locale: Locale) {
    return Promise.all(conventionCodes.map((code) => this.positions.on(code, this.positions.today(), locale)));
  }

  private frame(path: string, card: string, locale: Locale): PublicFrame {
    const { PUBLIC_URL } = this.config;
    return { locale, canonical: `${PUBLIC_URL}${path}`, card: `${PUBLIC_URL}/cards/${card}.png?lang=${locale}` };
  }
}
