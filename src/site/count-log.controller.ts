import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { z } from 'zod';
import { Public } from '../access/access.guard.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';
import { slugParam } from '../petitions/petitions.schema.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { CountLogs } from '../transparency/count-logs.service.js';
import { CountLogPage } from './pages/count-log-page.js';
import type { PublicFrame } from './pages/public-frame.js';
import { ReceiptPage } from './pages/receipt-page.js';
import { PublicPages } from './public-pages.service.js';
import { SiteCampaigns } from './site-campaigns.service.js';
import { visitorOf } from './visitor.js';

type SlugParam = z.output<typeof slugParam>;

/** The pages about the public log of a petition. */
@Public()
@Controller('petitions/:slug/log')
export class CountLogPagesController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly cache: PublicPages,
    private readonly petitions: PetitionsService,
    private readonly logs: CountLogs,
    private readonly sites: SiteCampaigns,
  ) {}

  @Get()
  show(@Param({ schema: slugParam }) { slug }: SlugParam, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.send(slug, '', request, reply, async (petitionId, frame) => {
      const logs = await this.logs.list(petitionId);
      return CountLogPage({
        slug,
        petition: (await this.petitions.textOf(slug, frame.locale)).title,
        log: logs.find(({ ended }) => !ended) ?? null,
        former: logs.filter(({ ended }) => ended),
        publicUrl: this.config.PUBLIC_URL,
        ...frame,
      });
    });
  }

  @Get('check')
  check(@Param({ schema: slugParam }) { slug }: SlugParam, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.send(slug, '/check', request, reply, async (petitionId, frame) =>
      ReceiptPage({ slug, vkeys: await this.logs.vkeysOf(petitionId), ...frame }),
    );
  }

  private send(
    slug: string,
    below: string,
    request: FastifyRequest,
    reply: FastifyReply,
    draw: (petitionId: string, frame: PublicFrame) => Promise<VNode>,
  ): Promise<void> {
    const visitor = visitorOf(request);
    const { PUBLIC_URL } = this.config;
    const { locale } = visitor;
    return this.cache.send(reply, visitor, { key: `log${below} ${slug}`, tags: ['petitions'] }, async () => {
      const shown = await draw(await this.petitions.publicIdOf(slug), {
        locale,
        canonical: `${PUBLIC_URL}/petitions/${slug}/log${below}`,
        card: `${PUBLIC_URL}/cards/petitions/${slug}.png?lang=${locale}`,
      });
      return this.sites.framed(await this.petitions.campaignOf(slug), shown);
    });
  }
}
