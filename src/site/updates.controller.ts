import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../access/access.guard.js';
import { ClaimsService, claimsTag } from '../claims/claims.service.js';
import type { Config } from '../platform/config/config.js';
import { PageCache } from '../platform/http/page-cache.js';
import { sendPage } from '../platform/http/page.js';
import { visitorCaching } from '../platform/http/public-answer.js';
import { Described } from '../platform/openapi/operation.js';
import { CONFIG } from '../platform/runtime.js';
import { UpdateNotFound, UpdateWithdrawn } from '../updates/writing/updates.errors.js';
import { updateParam, type UpdateParam } from '../updates/writing/updates.schema.js';
import { updatesTag, UpdateViews } from '../updates/writing/update-views.service.js';
import { UpdatePage, UpdatesPage, WithdrawnUpdatePage } from './pages/update-pages.js';
import { PublicPages } from './public-pages.service.js';
import { getUpdatesFeed } from './site.api.js';
import { SiteCampaigns } from './site-campaigns.service.js';
import { visitorOf } from './visitor.js';

const freshMilliseconds = 10_000;

/** What the campaign tells its supporters. The page of an update is also what the link “view in browser” of its email leads to. */
@Public()
@Controller()
export class UpdatePagesController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly pages: PublicPages,
    private readonly cache: PageCache,
    private readonly updates: UpdateViews,
    private readonly claims: ClaimsService,
    private readonly sites: SiteCampaigns,
  ) {}

  /** Of the campaign whose site this is; of all where it is nobody's in particular. */
  @Get('updates')
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const visitor = visitorOf(request);
    const { locale } = visitor;
    const campaign = await this.sites.at(request);
    const key = `updates ${campaign?.slug ?? ''}`;
    await this.pages.send(reply, visitor, { key, tags: [updatesTag], freshMilliseconds }, async () => {
      const updates = await this.updates.list(campaign && { campaignId: campaign.id }, locale);
      const page = UpdatesPage({ ...this.frame('/updates', locale), locale, updates });
      return campaign ? this.sites.framed(campaign.id, page) : page;
    });
  }

  @Get('updates.atom')
  @Described(getUpdatesFeed)
  async atom(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { locale } = visitorOf(request);
    const campaign = await this.sites.at(request);
    await this.cache.send(reply, `updates atom ${campaign?.slug ?? ''} ${locale}`, updatesTag, async () => ({
      body: (await import('./feeds/updates-feed.js')).updatesFeed(
        await this.updates.list(campaign && { campaignId: campaign.id }, locale),
        locale,
        this.config.PUBLIC_URL,
        await this.sites.nameOf(campaign?.id ?? null, locale),
      ),
      contentType: 'application/atom+xml; charset=utf-8',
      headers: { ...visitorCaching, 'content-language': locale },
      freshMilliseconds,
    }));
  }

  @Get('updates/:slug')
  async one(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const visitor = visitorOf(request);
    const { locale } = visitor;
    const tags = [updatesTag, claimsTag, 'petitions'];
    try {
      await this.pages.send(reply, visitor, { key: `update ${slug}`, tags, freshMilliseconds }, async () => {
        const update = await this.updates.get(slug, locale);
        const sources = await this.claims.notes();
        const page = UpdatePage({ ...this.frame(`/updates/${slug}`, locale), locale, update, sources });
        if (!page) throw new UpdateNotFound();
        return this.sites.framed(update.campaignId, page);
      });
    } catch (error) {
      if (!(error instanceof UpdateWithdrawn)) throw error;
      const page = WithdrawnUpdatePage({ reason: error.reason, locale });
      sendPage(reply, await this.sites.framed(await this.updates.campaignOf(slug), page), error.httpStatus);
    }
  }

  private frame(path: string, locale: string) {
    const { PUBLIC_URL } = this.config;
    return { canonical: `${PUBLIC_URL}${path}`, card: `${PUBLIC_URL}/cards/home.png?lang=${locale}` };
  }
}
