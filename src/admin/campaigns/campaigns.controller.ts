import { Body, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, ForAllCampaigns, RequirePermission } from '../../access/caller.decorator.js';
import { SessionsService, type SignedIn } from '../../access/sessions.service.js';
import { CampaignFiles } from '../../campaign-files/campaign-files.service.js';
import { campaignForm, campaignSlug, newCampaignForm } from '../../campaigns/campaign-form.schema.js';
import { CampaignManagement } from '../../campaigns/campaign-management.service.js';
import { download, seeOther } from '../../platform/http/answer.js';
import { validate } from '../../platform/http/validation.js';
import { PrivacyNotices } from '../../privacy/notice/privacy-notices.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignsIn } from '../frame/campaign.js';
import { Form, listOf, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { CampaignFormPage } from './campaign-form-page.js';
import { CampaignsPage } from './campaigns-page.js';

const slugParam = z.object({ slug: campaignSlug });
type SlugParam = z.output<typeof slugParam>;

/** Campaigns: the list, a new one, the settings of each, and which one is looked at. */
@AdminController('admin/campaigns')
@RequirePermission('plan:read')
export class CampaignsController {
  constructor(
    private readonly campaigns: CampaignManagement,
    private readonly files: CampaignFiles,
    private readonly notices: PrivacyNotices,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn) {
    const campaigns = await Promise.all(staff.campaigns.map(({ slug }) => this.campaigns.get(slug)));
    return CampaignsPage({ staff, campaigns });
  }

  @Get('new')
  @RequirePermission('campaign:manage')
  @ForAllCampaigns(true)
  blank(@CurrentStaff() staff: SignedIn) {
    return CampaignFormPage({ staff, campaign: null, saved: false, ticked: null });
  }

  @Post()
  @RequirePermission('campaign:manage')
  @ForAllCampaigns(true)
  create(@Body() body: unknown, @Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    const ticked = listOf(body, 'locales');
    return submit({
      input,
      work: async () => {
        const { slug, copyOf, settings } = await validate(newCampaignForm, { ...input, locales: ticked });
        const { id } =
          copyOf === ''
            ? await this.campaigns.create(slug, settings, actor)
            : await this.files.copy(copyOf, slug, settings, actor);
        await this.notices.renew();
        await this.sessions.look(staff.sessionId, id);
        return slug;
      },
      done: '/admin/settings',
      again: (refused) => CampaignFormPage({ staff, campaign: null, saved: false, ticked, refused }),
    });
  }

  /** Looks at another campaign from now on. */
  @Post('current')
  async look(@Form() { slug = '' }: Texts, @CurrentStaff() staff: SignedIn) {
    const [id] = campaignsIn(staff, [slug]);
    if (id !== undefined) await this.sessions.look(staff.sessionId, id);
    return seeOther('/admin');
  }

  /** Everything but people, as a file. */
  @Get(':slug/file')
  @RequirePermission('campaign:manage')
  async file(@Param({ schema: slugParam }) { slug }: SlugParam) {
    const content = await this.files.export(slug);
    return download({ filename: `${slug}.campaign.json`, type: 'application/json; charset=utf-8', content });
  }

  @Get(':slug')
  show(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() { done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, slug, done === 'saved', null);
  }

  @Post(':slug')
  @RequirePermission('campaign:manage')
  save(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Body() body: unknown,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const ticked = listOf(body, 'locales');
    return submit({
      input,
      work: async () => {
        const { revision, settings } = await validate(campaignForm, { ...input, locales: ticked });
        await this.campaigns.save(slug, revision, settings, actor);
      },
      done: `/admin/campaigns/${slug}?done=saved`,
      again: (refused) => this.page(staff, slug, false, ticked, refused),
    });
  }

  private async page(
    staff: SignedIn,
    slug: string,
    saved: boolean,
    ticked: readonly string[] | null,
    refused?: Refused,
  ) {
    return CampaignFormPage({ staff, campaign: await this.campaigns.get(slug), saved, ticked, refused });
  }
}
