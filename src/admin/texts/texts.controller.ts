import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CampaignTextsService } from '../../campaigns/campaign-texts.service.js';
import { campaignTextForm } from '../../campaigns/campaigns.schema.js';
import { claimKeysIn } from '../../claims/claims.schema.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { slug as slugName } from '../../platform/http/fields.js';
import { supportedLocale } from '../../platform/http/locale.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { campaignSlug } from '../frame/campaign.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { TextFormPage } from './text-form-page.js';
import { TextPreviewPage } from './text-preview-page.js';
import { TextsPage } from './texts-page.js';

const slugParam = z.object({ slug: slugName });
type SlugParam = z.output<typeof slugParam>;

/** Statements of the campaign: written as drafts, looked at, published. */
@Controller('admin/texts')
@RequirePermission('plan:read')
export class TextsDeskController {
  constructor(
    private readonly texts: CampaignTextsService,
    private readonly claims: ClaimsService,
  ) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, TextsPage({ staff, texts: await this.texts.list() }));
  }

  @Get('new')
  @RequirePermission('plan:manage')
  blank(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, TextFormPage({ staff }));
  }

  @Get(':slug/edit')
  @RequirePermission('plan:manage')
  async edit(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    sendPage(reply, TextFormPage({ staff, text: await this.texts.get(slug) }));
  }

  /** A draft, new or changed: its short name says which. */
  @Post()
  @RequirePermission('plan:manage')
  async save(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    try {
      const form = await validate(campaignTextForm, input);
      await this.texts.save(campaignSlug, form, actor);
      void reply.header('cache-control', 'no-store').redirect(`/admin/texts/${form.slug}/preview`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      sendPage(reply, TextFormPage({ staff, refused }), status);
    }
  }

  @Get(':slug/preview')
  async preview(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Query() query: unknown,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.show(reply, staff, slug, textsOf(query).lang);
  }

  @Post(':slug/publish')
  @RequirePermission('plan:manage')
  async publish(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    try {
      await this.texts.publishNow(slug, actor);
      void reply.header('cache-control', 'no-store').redirect(`/admin/texts/${slug}/preview`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error);
      await this.show(reply, staff, slug, undefined, refused, status);
    }
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    slug: string,
    lang: string | undefined,
    refused?: Refused,
    status = 200,
  ): Promise<void> {
    const text = await this.texts.get(slug);
    const locale = supportedLocale(lang) ?? 'en';
    const keys = claimKeysIn(text.texts[locale].paragraphs.join('\n'));
    const claims = (await this.claims.list()).filter(({ key }) => keys.includes(key));
    sendPage(reply, TextPreviewPage({ staff, text, locale, keys, claims, refused }), status);
  }
}
