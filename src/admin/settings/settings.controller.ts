import { Get, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { profileForm } from '../../campaigns/profile.schema.js';
import { ProfileService } from '../../campaigns/profile.service.js';
import { validate } from '../../platform/http/validation.js';
import { PrivacyNotices } from '../../privacy/notice/privacy-notices.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { SettingsPage } from './settings-page.js';

/** Who stands behind the campaign: the facts on legal pages, in emails and under letters. */
@AdminController('admin/settings')
@RequirePermission('plan:read')
export class SettingsController {
  constructor(
    private readonly profiles: ProfileService,
    private readonly notices: PrivacyNotices,
  ) {}

  @Get()
  show(@QueryTexts() { done }: Texts, @CurrentStaff() staff: SignedIn) {
    return this.page(staff, done === 'saved');
  }

  @Post()
  @RequirePermission('campaign:manage')
  save(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => {
        const { revision, facts } = await validate(profileForm, input);
        const id = campaignOf(staff).id;
        await this.profiles.save(id, revision, facts, actor);
        await this.notices.renew();
      },
      done: '/admin/settings?done=saved',
      again: (refused) => this.page(staff, false, refused),
    });
  }

  private async page(staff: SignedIn, saved: boolean, refused?: Refused) {
    const profile = await this.profiles.of(campaignOf(staff).id);
    return SettingsPage({ staff, profile, saved, refused, notices: await this.notices.list(profile.campaignId) });
  }
}
