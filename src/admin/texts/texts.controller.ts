import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CampaignTextsService } from '../../campaigns/campaign-texts.service.js';
import { campaignTextForm } from '../../campaigns/campaigns.schema.js';
import { DemandsService } from '../../campaigns/demands/demands.service.js';
import { claimKeysIn } from '../../claims/claims.schema.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { slug as slugName } from '../../platform/http/fields.js';
import { supportedLocale } from '../../platform/http/locale.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { TextFormPage } from './text-form-page.js';
import { TextPreviewPage } from './text-preview-page.js';
import { TextsPage } from './texts-page.js';
import { inLanguage } from '../../platform/texts/in-language.js';

const slugParam = z.object({ slug: slugName });
type SlugParam = z.output<typeof slugParam>;

/** Statements of the campaign: written as drafts, looked at, published. */
@AdminController('admin/texts')
@RequirePermission('plan:read')
export class StaffTextsController {
  constructor(
    private readonly texts: CampaignTextsService,
    private readonly claims: ClaimsService,
    private readonly demands: DemandsService,
  ) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn) {
    return TextsPage({ staff, texts: await this.texts.list(campaignOf(staff).id) });
  }

  @Get('new')
  @RequirePermission('plan:manage')
  async blank(@CurrentStaff() staff: SignedIn) {
    return TextFormPage({ staff, demands: await this.demands.list(campaignOf(staff).slug) });
  }

  @Get(':slug/edit')
  @RequirePermission('plan:manage')
  async edit(@Param({ schema: slugParam }) { slug }: SlugParam, @CurrentStaff() staff: SignedIn) {
    const [text, demands] = await Promise.all([this.texts.get(slug), this.demands.list(campaignOf(staff).slug)]);
    return TextFormPage({ staff, text, demands });
  }

  /** A draft, new or changed: its short name says which. */
  @Post()
  @RequirePermission('plan:manage')
  save(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => {
        const form = await validate(campaignTextForm, input);
        await this.texts.save(campaignOf(staff).slug, form, actor);
        return form;
      },
      done: ({ slug }) => `/admin/texts/${slug}/preview`,
      again: async (refused) =>
        TextFormPage({ staff, demands: await this.demands.list(campaignOf(staff).slug), refused }),
    });
  }

  @Get(':slug/preview')
  preview(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() { lang }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.previewPage(staff, slug, lang);
  }

  @Post(':slug/publish')
  @RequirePermission('plan:manage')
  publish(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: () => this.texts.publishNow(slug, actor),
      done: `/admin/texts/${slug}/preview`,
      again: (refused) => this.previewPage(staff, slug, undefined, refused),
    });
  }

  private async previewPage(staff: SignedIn, slug: string, lang: string | undefined, refused?: Refused) {
    const text = await this.texts.get(slug);
    const locale = supportedLocale(lang) ?? 'en';
    const keys = claimKeysIn(inLanguage(text.texts, locale).paragraphs.join('\n'));
    const claims = (await this.claims.list()).filter(({ key }) => keys.includes(key));
    return TextPreviewPage({ staff, text, locale, keys, claims, refused });
  }
}
