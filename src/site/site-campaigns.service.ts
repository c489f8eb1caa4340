import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { CampaignNotFound } from '../campaigns/campaigns.errors.js';
import { ShippedCampaign } from '../campaign-files/shipped-campaign.service.js';
import { Database } from '../platform/database/database.js';
import type { Locale } from '../platform/http/locale.js';
import { inLanguage, type ByLanguage } from '../platform/texts/in-language.js';
import { inSite } from './pages/in-site.js';
import { emptySite, frameInstallation, lookOf, wholeSite, type SiteFrame } from './pages/site-frame.js';
import { siteCampaigns, type SiteCampaignRow } from './site-campaigns.sql.js';

export interface SiteCampaign extends SiteCampaignRow {
  names: ByLanguage;
}

const freshMilliseconds = 1_000;
/** After which a change made by another process shows on pages of no campaign in particular. */
const lookMilliseconds = 5_000;

/** Which campaigns the public sees, and whose page an address is. */
@Injectable()
export class SiteCampaigns implements OnApplicationBootstrap, OnApplicationShutdown {
  private known: { campaigns: SiteCampaign[]; until: number } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly shipped: ShippedCampaign,
  ) {}

  onApplicationBootstrap(): void {
    const look = () => void this.all().catch(() => undefined);
    this.timer = setInterval(look, lookMilliseconds).unref();
    look();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Those with something published; before that the first one, so that an installation with one campaign shows it. */
  async all(): Promise<SiteCampaign[]> {
    if (this.known && this.known.until > Date.now()) return this.known.campaigns;
    const rows = (await siteCampaigns(this.database.prisma)).map((row) => ({ ...row, names: row.names as ByLanguage }));
    const shown = rows.filter((row) => row.shown);
    const campaigns = shown.length > 0 ? shown : rows.slice(0, 1);
    // An installation that has none yet shows its first one at once.
    if (campaigns.length > 0) this.known = { campaigns, until: Date.now() + freshMilliseconds };
    const [only, ...others] = campaigns;
    const alone = only && others.length === 0 ? this.frame(only, campaigns) : wholeSite;
    frameInstallation(only ? alone : emptySite);
    return campaigns;
  }

  /** @throws CampaignNotFound also for one of which nothing is published */
  async get(slug: string): Promise<SiteCampaign> {
    const found = (await this.all()).find((one) => one.slug === slug);
    if (!found) throw new CampaignNotFound();
    return found;
  }

  /** The campaign whose pages are at the bare paths: that of the host name, or the only one; null with several or none. */
  async at(request: FastifyRequest): Promise<SiteCampaign | null> {
    const campaigns = await this.all();
    const host = request.headers.host?.toLowerCase().replace(/:\d+$/, '');
    const [only = null, ...others] = campaigns;
    return campaigns.find((one) => one.host !== null && one.host === host) ?? (others.length === 0 ? only : null);
  }

  /** The name of a campaign; without one, or where it is unknown, of the whole site. */
  async nameOf(campaignId: string | null, locale: Locale): Promise<string> {
    return (await this.frameOf(campaignId)).name(locale);
  }

  /** The only campaign there is; null with several or none. */
  async onlyId(): Promise<string | null> {
    const [only, ...others] = await this.all();
    return only && others.length === 0 ? only.id : null;
  }

  /** What stands before the paths of a campaign's legal pages. */
  async legalBaseOf(campaignId: string): Promise<string> {
    return (await this.frameOf(campaignId)).legal ?? '';
  }

  private async frameOf(campaignId: string | null): Promise<SiteFrame> {
    const campaigns = await this.all();
    const [only, ...others] = campaigns;
    const campaign = campaigns.find(({ id }) => id === campaignId) ?? (others.length === 0 ? only : undefined);
    return campaign ? this.frame(campaign, campaigns) : wholeSite;
  }

  /** The page as part of the site of its campaign. */
  async framed(campaignId: string, page: VNode): Promise<VNode> {
    const campaigns = await this.all();
    const campaign = campaigns.find(({ id }) => id === campaignId);
    return campaign ? inSite(this.frame(campaign, campaigns), page) : page;
  }

  private frame(
    { slug, names, petition, locales, aboutTreaties, onLight, onDark, logo }: SiteCampaign,
    all: readonly SiteCampaign[],
  ): SiteFrame {
    const isOnly = all.length === 1;
    return {
      name: (locale) => inLanguage(names, locale),
      home: isOnly ? '/' : `/campaigns/${slug}`,
      petition,
      // A bare path is that of the host name, which may be another campaign's.
      legal: isOnly ? '' : `/campaigns/${slug}`,
      ...lookOf({ onLight, onDark, logo }),
      locales,
      treaties: aboutTreaties,
      essay: slug === this.shipped.slug,
    };
  }
}
