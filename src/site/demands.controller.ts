import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Public } from '../access/access.guard.js';
import { CampaignTextsService, campaignTextsTag } from '../campaigns/campaign-texts.service.js';
import { DemandViews } from '../campaigns/demands/demand-views.service.js';
import { demandParam } from '../campaigns/demands/demands.schema.js';
import { DemandsService, demandsTag } from '../campaigns/demands/demands.service.js';
import { ClaimsService, claimsTag } from '../claims/claims.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import type { Config } from '../platform/config/config.js';
import { shownIn } from '../platform/texts/in-language.js';
import { CONFIG } from '../platform/runtime.js';
import { ledgerTag } from '../treaties/ledger.service.js';
import { DemandPage } from './pages/demand-page.js';
import { DemandsPage } from './pages/demands-page.js';
import type { PublicFrame } from './pages/public-frame.js';
import { PublicPages } from './public-pages.service.js';
import { SiteCampaigns } from './site-campaigns.service.js';
import { visitorOf } from './visitor.js';

/** A letter that leaves in another process shows within this time; changes of this one at once. */
const freshMilliseconds = 10_000;

/** What the campaign asks, of whom, and what became of it. */
@Public()
@Controller('demands')
export class DemandPagesController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly cache: PublicPages,
    private readonly views: DemandViews,
    private readonly claims: ClaimsService,
    private readonly petitions: PetitionsService,
    private readonly texts: CampaignTextsService,
    private readonly demands: DemandsService,
    private readonly sites: SiteCampaigns,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const visitor = visitorOf(request);
    const page = { key: 'demands', tags: [demandsTag, ledgerTag], freshMilliseconds };
    await this.cache.send(reply, visitor, page, async () =>
      DemandsPage({
        ...this.frame('/demands', visitor.locale),
        ...(await this.views.list(visitor.locale)),
        campaigns: await this.campaignNames(visitor.locale),
      }),
    );
  }

  @Get(':slug')
  async one(
    @Param({ schema: demandParam }) { slug }: z.output<typeof demandParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const visitor = visitorOf(request);
    const page = {
      key: `demand ${slug}`,
      tags: [demandsTag, ledgerTag, claimsTag, campaignTextsTag, 'petitions'],
      freshMilliseconds,
    };
    await this.cache.send(reply, visitor, page, async () => {
      const { locale } = visitor;
      const [demand, sources, petitions, statements] = await Promise.all([
        this.views.get(slug, locale),
        this.claims.notes(),
        this.petitions.making(slug, locale),
        this.texts.on(slug, locale),
      ]);
      const hasOthers = demand.replaces !== null || demand.replacedBy !== null;
      const { demands } = hasOthers ? await this.views.list(locale) : { demands: [] };
      const others = new Map(demands.map((other) => [other.slug, other.title]));
      const frame = this.frame(`/demands/${slug}`, locale);
      return this.sites.framed(
        (await this.demands.get(slug)).campaignId,
        DemandPage({ ...frame, demand, others, sources, petitions, statements }),
      );
    });
  }

  /** Where there are several campaigns, the one each demand is of, by the short name of the demand. */
  private async campaignNames(locale: string): Promise<ReadonlyMap<string, { slug: string; name: string }>> {
    const campaigns = await this.sites.all();
    if (campaigns.length < 2) return new Map();
    const names = new Map(campaigns.map(({ id, slug, names: all }) => [id, { slug, name: shownIn(all, locale) }]));
    const demands = await this.demands.published();
    return new Map(
      demands.flatMap(({ slug, campaignId }) => {
        const campaign = names.get(campaignId);
        return campaign ? [[slug, campaign] as const] : [];
      }),
    );
  }

  private frame(path: string, locale: string): PublicFrame {
    const { PUBLIC_URL } = this.config;
    return { locale, canonical: `${PUBLIC_URL}${path}`, card: `${PUBLIC_URL}/cards/home.png?lang=${locale}` };
  }
}
