import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import type { Config } from '../../platform/config/config.js';
import { locales, supportedLocale } from '../../platform/http/locale.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { CONFIG } from '../../platform/runtime.js';
import { websiteOrigin } from '../../petitions/petition-origins.schema.js';
import { PetitionOrigins } from '../../petitions/petition-origins.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { campaignSlug } from '../frame/campaign.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { EmbedDeskPage } from './embed-desk-page.js';

type SlugParam = z.output<typeof slugParam>;

/** The petition's form on other websites: which may show it, and the code they copy. */
@Controller('admin/embed')
@RequirePermission('plan:manage')
export class EmbedDeskController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly campaigns: CampaignsService,
    private readonly petitions: PetitionsService,
    private readonly origins: PetitionOrigins,
    private readonly names: ActorNames,
  ) {}

  @Get()
  @RequirePermission('plan:read')
  async show(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    const { petition, ...look } = textsOf(query);
    const slugs = await this.petitions.slugsOf(await this.campaigns.idOf(campaignSlug));
    await this.draw(
      reply,
      staff,
      petition !== undefined && slugs.includes(petition) ? petition : (slugs[0] ?? campaignSlug),
      { look },
    );
  }

  @Post(':slug/origins')
  async add(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.deed(reply, staff, slug, body, 'added', (origin) => this.origins.add(slug, origin, actor));
  }

  @Post(':slug/origins/remove')
  async remove(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.deed(reply, staff, slug, body, 'removed', (origin) => this.origins.remove(slug, origin, actor));
  }

  private async deed(
    reply: FastifyReply,
    staff: SignedIn,
    slug: string,
    body: unknown,
    done: string,
    work: (origin: string) => Promise<void>,
  ): Promise<void> {
    const input = textsOf(body, '_csrf');
    try {
      await work((await validate(websiteOrigin, input)).origin);
      void reply.header('cache-control', 'no-store').redirect(`/admin/embed?petition=${slug}&done=${done}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.draw(reply, staff, slug, { look: {}, refused }, status);
    }
  }

  private async draw(
    reply: FastifyReply,
    staff: SignedIn,
    slug: string,
    told: { look: Record<string, string>; refused?: Refused },
    status = 200,
  ): Promise<void> {
    const { look, refused } = told;
    const slugs = await this.petitions.slugsOf(await this.campaigns.idOf(campaignSlug));
    const titles = await this.petitions.titles(slugs);
    const locale = supportedLocale(look.lang) ?? locales[0];
    const page = {
      staff,
      slug,
      titles,
      locale,
      theme: look.theme === 'light' || look.theme === 'dark' ? look.theme : null,
      publicUrl: this.config.PUBLIC_URL,
      title: (await this.petitions.getPublic(slug, locale)).title,
      origins: await this.origins.list(slug),
      names: await this.names.all(),
      done: look.done,
      refused,
    } as const;
    sendPage(reply, EmbedDeskPage(page), status);
  }
}
