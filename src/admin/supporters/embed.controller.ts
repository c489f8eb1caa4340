import { Get, Inject, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { websiteOrigin } from '../../petitions/petition-origins.schema.js';
import { PetitionOrigins } from '../../petitions/petition-origins.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import type { Config } from '../../platform/config/config.js';
import { supportedLocale } from '../../platform/http/locale.js';
import { validate } from '../../platform/http/validation.js';
import { CONFIG } from '../../platform/runtime.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { EmbedSettingsPage } from './embed-settings-page.js';

type SlugParam = z.output<typeof slugParam>;

/** The petition's form on other websites: which may show it, and the code they copy. */
@AdminController('admin/embed')
@RequirePermission('plan:manage')
export class EmbedSettingsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly petitions: PetitionsService,
    private readonly origins: PetitionOrigins,
    private readonly names: ActorNames,
  ) {}

  @Get()
  @RequirePermission('plan:read')
  async look(@QueryTexts() { petition, ...look }: Texts, @CurrentStaff() staff: SignedIn) {
    const slugs = await this.petitions.slugsOf(campaignOf(staff).id);
    const slug = slugs.find((one) => one === petition) ?? slugs[0] ?? campaignOf(staff).slug;
    return this.page(staff, slug, { look });
  }

  @Post(':slug/origins')
  add(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => this.origins.add(slug, (await validate(websiteOrigin, input)).origin, actor),
      done: `/admin/embed?petition=${slug}&done=added`,
      again: (refused) => this.page(staff, slug, { refused }),
    });
  }

  @Post(':slug/origins/remove')
  remove(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => this.origins.remove(slug, (await validate(websiteOrigin, input)).origin, actor),
      done: `/admin/embed?petition=${slug}&done=removed`,
      again: (refused) => this.page(staff, slug, { refused }),
    });
  }

  private async page(staff: SignedIn, slug: string, { look = {}, refused }: { look?: Texts; refused?: Refused }) {
    const slugs = await this.petitions.slugsOf(campaignOf(staff).id);
    const locale = supportedLocale(look.lang) ?? 'en';
    return EmbedSettingsPage({
      staff,
      slug,
      titles: await this.petitions.titles(slugs),
      locale,
      theme: look.theme === 'light' || look.theme === 'dark' ? look.theme : null,
      publicUrl: this.config.PUBLIC_URL,
      title: (await this.petitions.getPublic(slug, locale, true)).title,
      origins: await this.origins.list(slug),
      names: await this.names.all(),
      done: look.done,
      refused,
    });
  }
}
