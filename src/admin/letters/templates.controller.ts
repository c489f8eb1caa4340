import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { isoParam } from '../../ministries/ministries.schema.js';
import { TemplatePreviewsService } from '../../letters/writing/template-previews.service.js';
import { newTemplate } from '../../letters/writing/templates.schema.js';
import { TemplatesService } from '../../letters/writing/templates.service.js';
import { calendarDay } from '../../platform/http/fields.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { campaignSlug } from '../frame/campaign.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { TemplatePreviewPage, TemplatePreviewsPage } from './template-previews-page.js';
import { TemplatesPage } from './templates-page.js';

const idParam = z.object({ id: z.uuid() });
const previewQuery = z.object({ on: calendarDay.optional(), draft: z.uuid().optional() });
type PreviewQuery = z.output<typeof previewQuery>;
type IdParam = z.output<typeof idParam>;

/** The texts of letters: versions, written by one person and approved by another. */
@Controller('admin/templates')
@RequirePermission('letters:read')
export class TemplatesController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly letters: TemplatePreviewsService,
    private readonly campaigns: CampaignsService,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async list(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    const { from } = textsOf(query);
    const begun = from !== undefined && z.uuid().safeParse(from).success ? await this.templates.get(from) : null;
    const input = begun && {
      kind: begun.kind,
      convention: begun.convention ?? '',
      audience: begun.audience ?? '',
      locale: begun.locale,
      subject: begun.subject ?? '',
      body: begun.body,
    };
    await this.show(reply, staff, { input: input ?? {} });
  }

  @Get('preview')
  async previews(
    @Query({ schema: previewQuery }) query: PreviewQuery,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    const { day, draft } = await this.asked(query);
    const lines = await this.letters.all(await this.campaigns.idOf(campaignSlug), day, draft?.id ?? null);
    sendPage(reply, TemplatePreviewsPage({ staff, lines, day, draft }));
  }

  @Get('preview/:iso')
  async preview(
    @Param({ schema: isoParam }) { iso }: z.output<typeof isoParam>,
    @Query({ schema: previewQuery }) query: PreviewQuery,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    const { day, draft } = await this.asked(query);
    const preview = await this.letters.one(iso, await this.campaigns.idOf(campaignSlug), day, draft?.id ?? null);
    sendPage(reply, TemplatePreviewPage({ staff, preview, day, draft }));
  }

  @Post()
  @RequirePermission('letters:write')
  async draft(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    try {
      await this.templates.draft(await this.campaigns.idOf(campaignSlug), await validate(newTemplate, input), actor);
      void reply.header('cache-control', 'no-store').redirect('/admin/templates', 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.show(reply, staff, { input, refused }, status);
    }
  }

  @Post(':id/approve')
  @RequirePermission('letters:approve')
  async approve(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    try {
      await this.templates.approve(id, actor);
      void reply.header('cache-control', 'no-store').redirect('/admin/templates', 303);
    } catch (error) {
      const { status, refused } = refusalOf(error);
      await this.show(reply, staff, { input: {}, refused }, status);
    }
  }

  /** The day of the campaign where none is asked for. */
  private async asked({ on, draft }: PreviewQuery) {
    const day = on ?? (await this.campaigns.getAnchor(await this.campaigns.idOf(campaignSlug), 'en')).on;
    return { day, draft: draft === undefined ? null : await this.templates.get(draft) };
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    told: { input: Record<string, string>; refused?: Refused },
    status = 200,
  ) {
    const templates = await this.templates.list(await this.campaigns.idOf(campaignSlug));
    sendPage(reply, TemplatesPage({ staff, templates, names: await this.names.all(), ...told }), status);
  }
}
