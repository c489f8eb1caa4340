import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { DemandViews } from '../../campaigns/demands/demand-views.service.js';
import { TemplatePreviewsService } from '../../letters/writing/template-previews.service.js';
import { newTemplate } from '../../letters/writing/templates.schema.js';
import { TemplatesService } from '../../letters/writing/templates.service.js';
import { isoParam } from '../../ministries/ministries.schema.js';
import { calendarDay } from '../../platform/http/fields.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { submit } from '../frame/submit.js';
import { TemplatePreviewPage, TemplatePreviewsPage } from './template-previews-page.js';
import { TemplatesPage } from './templates-page.js';

const previewQuery = z.object({ on: calendarDay.optional(), draft: z.uuid().optional() });
type PreviewQuery = z.output<typeof previewQuery>;

/** Letter templates: versions, written by one person and approved by another. */
@AdminController('admin/templates')
@RequirePermission('letters:read')
export class TemplatesController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly letters: TemplatePreviewsService,
    private readonly campaigns: CampaignsService,
    private readonly demands: DemandViews,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async list(@QueryTexts() { from }: Texts, @CurrentStaff() staff: SignedIn) {
    const begun =
      from !== undefined && z.uuid().safeParse(from).success
        ? await this.templates.get(from, campaignOf(staff).id)
        : null;
    const input = begun && {
      kind: begun.kind,
      convention: begun.convention ?? '',
      audience: begun.audience ?? '',
      locale: begun.locale,
      subject: begun.subject ?? '',
      body: begun.body,
    };
    return this.page(staff, input ?? {});
  }

  @Get('preview')
  async previews(@Query({ schema: previewQuery }) query: PreviewQuery, @CurrentStaff() staff: SignedIn) {
    const { day, draft } = await this.asked(staff, query);
    const lines = await this.letters.all(campaignOf(staff).id, day, draft?.id ?? null);
    return TemplatePreviewsPage({ staff, lines, day, draft });
  }

  @Get('preview/:iso')
  async preview(
    @Param({ schema: isoParam }) { iso }: z.output<typeof isoParam>,
    @Query({ schema: previewQuery }) query: PreviewQuery,
    @CurrentStaff() staff: SignedIn,
  ) {
    const { day, draft } = await this.asked(staff, query);
    const preview = await this.letters.one(iso, campaignOf(staff).id, day, draft?.id ?? null);
    return TemplatePreviewPage({
      staff,
      preview,
      day,
      draft,
      demands: await this.demands.ofState(iso, 'en', 'staff', campaignOf(staff).id),
    });
  }

  @Post()
  @RequirePermission('letters:write')
  draft(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => this.templates.draft(campaignOf(staff).id, await validate(newTemplate, input), actor),
      done: '/admin/templates',
      again: (refused) => this.page(staff, input, refused),
    });
  }

  @Post(':id/approve')
  @RequirePermission('letters:approve')
  approve(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      work: () => this.templates.approve(id, actor),
      done: '/admin/templates',
      again: (refused) => this.page(staff, {}, refused),
    });
  }

  /** The campaign's anchor date by default. */
  private async asked(staff: SignedIn, { on, draft }: PreviewQuery) {
    const day = on ?? (await this.campaigns.letterDay(campaignOf(staff).id));
    return { day, draft: draft === undefined ? null : await this.templates.get(draft, campaignOf(staff).id) };
  }

  private async page(staff: SignedIn, input: Texts, refused?: Refused) {
    const templates = await this.templates.list(campaignOf(staff).id);
    return TemplatesPage({ staff, templates, names: await this.names.all(), input, refused });
  }
}
