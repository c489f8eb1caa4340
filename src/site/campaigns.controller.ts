import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../access/access.guard.js';
import { campaignTextsTag } from '../campaigns/campaign-texts.service.js';
import { demandsTag } from '../campaigns/demands/demands.service.js';
import { claimsTag } from '../claims/claims.service.js';
import type { Config } from '../platform/config/config.js';
import { slug } from '../platform/http/fields.js';
import { CONFIG } from '../platform/runtime.js';
import { ledgerTag } from '../treaties/ledger.service.js';
import { updatesTag } from '../updates/writing/update-views.service.js';
import { FactsPages } from './facts-pages.service.js';
import { CampaignsPage } from './pages/campaigns-page.js';
import { PublicPages } from './public-pages.service.js';
import { SiteCampaigns, type SiteCampaign } from './site-campaigns.service.js';
import { visitorOf } from './visitor.js';

const slugParam = z.object({ slug });
const tags = [updatesTag, 'petitions', ledgerTag, claimsTag, campaignTextsTag, demandsTag];

/** The first page: of the campaign of the host name, of the only one, or a list. And the first page of each campaign. */
@Public()
@Controller()
export class CampaignPagesController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly cache: PublicPages,
    private readonly campaigns: SiteCampaigns,
    private readonly facts: FactsPages,
  ) {}

  @Get()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const campaign = await this.campaigns.at(request);
    if (campaign) return this.send(request, reply, campaign, '/');
    const visitor = visitorOf(request);
    await this.cache.send(reply, visitor, { key: 'campaigns', tags }, async () =>
      CampaignsPage({
        locale: visitor.locale,
        canonical: `${this.config.PUBLIC_URL}/`,
        card: `${this.config.PUBLIC_URL}/cards/home.png?lang=${visitor.locale}`,
        campaigns: await this.campaigns.all(),
      }),
    );
  }

  @Get('campaigns/:slug')
  async one(
    @Param({ schema: slugParam }) { slug: name }: z.output<typeof slugParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.send(request, reply, await this.campaigns.get(name), `/campaigns/${name}`);
  }

  private async send(request: FastifyRequest, reply: FastifyReply, campaign: SiteCampaign, path: string) {
    const visitor = visitorOf(request);
    const page = { key: `home ${campaign.slug} ${path}`, tags };
    await this.cache.send(reply, visitor, page, async () =>
      this.campaigns.framed(campaign.id, await this.facts.home(campaign, path, visitor.locale)),
    );
  }
}
