import { Controller, Get, Inject, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { z } from 'zod';
import { Public } from '../access/access.guard.js';
import { ProfileService, profileTag } from '../campaigns/profile.service.js';
import { CampaignNotFound } from '../campaigns/campaigns.errors.js';
import { Clock, days } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { slug } from '../platform/http/fields.js';
import { locales } from '../platform/http/locale.js';
import { CONFIG } from '../platform/runtime.js';
import { ShippedCampaign } from '../campaign-files/shipped-campaign.service.js';
import { PrivacyNotices, noticeTag } from '../privacy/notice/privacy-notices.service.js';
import {
  AboutPage,
  AccessibilityPage,
  ContactPage,
  LegalNoticePage,
  type LegalPageProps,
} from './pages/legal-pages.js';
import { PrivacyPage } from './pages/privacy-page.js';
import type { PublicFrame } from './pages/public-frame.js';
import { PublicPages } from './public-pages.service.js';
import { SiteCampaigns, type SiteCampaign } from './site-campaigns.service.js';
import { texts } from './texts.js';
import { visitorOf } from './visitor.js';

/** Without a short name: the campaign of the host name, or the first. */
const ofCampaign = z.object({ slug: slug.optional() });
type OfCampaign = z.output<typeof ofCampaign>;
const versionParam = ofCampaign.extend({ number: z.coerce.number().int().min(1).max(1_000_000) });

/** Who stands behind the site and what it does with data of people. */
@Public()
@Controller()
export class LegalController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly cache: PublicPages,
    private readonly profiles: ProfileService,
    private readonly notices: PrivacyNotices,
    private readonly clock: Clock,
    private readonly sites: SiteCampaigns,
    private readonly shipped: ShippedCampaign,
  ) {}

  @Get(['about', 'campaigns/:slug/about'])
  about(@Param({ schema: ofCampaign }) of: OfCampaign, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const answersPublic = this.config.LETTERS_PUBLIC === 'on';
    return this.send(of, request, reply, 'about', (props) => AboutPage({ ...props, answersPublic }));
  }

  @Get(['contact', 'campaigns/:slug/contact'])
  contact(@Param({ schema: ofCampaign }) of: OfCampaign, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.send(of, request, reply, 'contact', ContactPage);
  }

  @Get(['legal', 'campaigns/:slug/legal'])
  legal(@Param({ schema: ofCampaign }) of: OfCampaign, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.send(of, request, reply, 'legal', LegalNoticePage);
  }

  @Get(['accessibility', 'campaigns/:slug/accessibility'])
  accessibility(
    @Param({ schema: ofCampaign }) of: OfCampaign,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.send(of, request, reply, 'accessibility', AccessibilityPage);
  }

  @Get(['privacy', 'campaigns/:slug/privacy'])
  privacy(@Param({ schema: ofCampaign }) of: OfCampaign, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.sendNotice(of, request, reply, null);
  }

  @Get(['privacy/versions/:number', 'campaigns/:slug/privacy/versions/:number'])
  version(
    @Param({ schema: versionParam }) { number, ...of }: z.output<typeof versionParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.sendNotice(of, request, reply, number);
  }

  /** RFC 9116. Without an address to write to there is no such file. */
  @Get('.well-known/security.txt')
  async security(@Res() reply: FastifyReply) {
    const facts = await this.profiles.factsOfSite();
    const address = facts.securityEmail ?? facts.email;
    if (address === undefined) throw new NotFoundException();
    const expires = new Date(this.clock.now().getTime() + days(180)).toISOString();
    const lines = [
      `Contact: mailto:${encodeURI(address)}`,
      `Expires: ${expires}`,
      `Preferred-Languages: ${locales.join(', ')}`,
      `Canonical: ${this.config.PUBLIC_URL}/.well-known/security.txt`,
    ];
    void reply
      .header('cache-control', 'public, max-age=3600')
      .type('text/plain; charset=utf-8')
      .send(`${lines.join('\n')}\n`);
  }

  private async send(
    of: OfCampaign,
    request: FastifyRequest,
    reply: FastifyReply,
    page: string,
    draw: (props: LegalPageProps) => VNode,
  ): Promise<void> {
    const visitor = visitorOf(request);
    const campaign = await this.campaign(of, request);
    const path = `${prefixOf(of)}/${page}`;
    await this.cache.send(
      reply,
      visitor,
      { key: `${path} ${campaign?.slug ?? ''}`, tags: [profileTag, 'petitions'] },
      async () => {
        const facts = campaign ? (await this.profiles.of(campaign.id)).facts : {};
        const isShipped = campaign?.slug === this.shipped.slug;
        const drawn = draw({
          ...this.frame(path, visitor.locale),
          path,
          base: prefixOf(of),
          lead: isShipped ? texts(visitor.locale).home.lead : null,
          petition: campaign?.petition ?? null,
          facts,
        });
        return campaign ? this.sites.framed(campaign.id, drawn) : drawn;
      },
    );
  }

  /** @throws CampaignNotFound */
  private async sendNotice(
    of: OfCampaign,
    request: FastifyRequest,
    reply: FastifyReply,
    number: number | null,
  ): Promise<void> {
    const visitor = visitorOf(request);
    const campaign = await this.campaign(of, request);
    if (!campaign) throw new CampaignNotFound();
    const base = `${prefixOf(of)}/privacy`;
    const path = number === null ? base : `${base}/versions/${number}`;
    await this.cache.send(reply, visitor, { key: `${path} ${campaign.slug}`, tags: [noticeTag] }, async () =>
      this.sites.framed(
        campaign.id,
        PrivacyPage({
          ...this.frame(path, visitor.locale),
          path,
          base,
          notice: await this.notices.get(campaign.id, number, visitor.locale),
        }),
      ),
    );
  }

  /** @throws CampaignNotFound for a short name of none */
  private async campaign({ slug: name }: OfCampaign, request: FastifyRequest): Promise<SiteCampaign | null> {
    if (name !== undefined) return this.sites.get(name);
    return (await this.sites.at(request)) ?? (await this.sites.all())[0] ?? null;
  }

  private frame(path: string, locale: string): PublicFrame {
    const { PUBLIC_URL } = this.config;
    return { locale, canonical: `${PUBLIC_URL}${path}`, card: `${PUBLIC_URL}/cards/home.png?lang=${locale}` };
  }
}

const prefixOf = ({ slug: name }: OfCampaign): string => (name === undefined ? '' : `/campaigns/${name}`);
