import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { DemandsService } from '../../campaigns/demands/demands.service.js';
import { InvalidInput } from '../../platform/errors.js';
import { validate } from '../../platform/http/validation.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { PetitionSettingsService } from '../../petitions/settings/petition-settings.service.js';
import { settingsForm, settingsIn } from '../../petitions/settings/settings.schema.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { PetitionSettingsPage } from './petition-settings-page.js';

type SlugParam = z.infer<typeof slugParam>;

/** How a petition is run: when, for whom, with which form. */
@AdminController('admin/petitions/:slug/settings')
@RequirePermission('plan:read')
export class PetitionSettingsController {
  constructor(
    private readonly settings: PetitionSettingsService,
    private readonly petitions: PetitionsService,
    private readonly demands: DemandsService,
  ) {}

  @Get()
  show(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() { done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, slug, done === 'saved');
  }

  @Post()
  @RequirePermission('plan:manage')
  save(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const { settings, faults } = settingsIn(await validate(settingsForm, input));
        if (faults.length > 0) throw new InvalidInput(faults);
        await this.settings.save(slug, settings, actor);
        return settings.slug;
      },
      done: (now) => `/admin/petitions/${now}/settings?done=saved`,
      again: (refused) => this.page(staff, slug, false, refused),
    });
  }

  private async page(staff: SignedIn, slug: string, saved: boolean, refused?: Refused) {
    const [petition, title, demands] = await Promise.all([
      this.settings.get(slug),
      this.petitions.titleOf(slug),
      this.demands.list(campaignOf(staff).slug),
    ]);
    return PetitionSettingsPage({
      staff,
      petition,
      title,
      demands: demands.map((demand) => ({ slug: demand.slug, title: demand.texts.en?.title ?? demand.slug })),
      saved,
      refused,
    });
  }
}
