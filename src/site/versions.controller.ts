import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Public } from '../access/access.guard.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { PetitionVersions } from '../petitions/versions/petition-versions.service.js';
import { versionParam } from '../petitions/versions/versions.schema.js';
import { VersionPage } from './pages/version-page.js';
import { PublicPages } from './public-pages.service.js';
import { SiteCampaigns } from './site-campaigns.service.js';
import { visitorOf } from './visitor.js';

/** What a petition said, version by version. */
@Public()
@Controller('petitions/:slug/versions')
export class VersionsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly cache: PublicPages,
    private readonly petitions: PetitionsService,
    private readonly versions: PetitionVersions,
    private readonly sites: SiteCampaigns,
  ) {}

  @Get(':number')
  show(
    @Param({ schema: versionParam }) { slug, number }: z.output<typeof versionParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const visitor = visitorOf(request);
    const { PUBLIC_URL } = this.config;
    return this.cache.send(reply, visitor, { key: `version ${slug} ${number}`, tags: ['petitions'] }, async () => {
      const id = await this.petitions.publicIdOf(slug);
      const numbers = (await this.versions.list(id)).map((one) => one.number);
      const shown = VersionPage({
        slug,
        numbers,
        ...(await this.versions.get(id, number)),
        locale: visitor.locale,
        canonical: `${PUBLIC_URL}/petitions/${slug}/versions/${number}`,
        card: `${PUBLIC_URL}/cards/petitions/${slug}.png?lang=${visitor.locale}`,
      });
      return this.sites.framed(await this.petitions.campaignOf(slug), shown);
    });
  }
}
