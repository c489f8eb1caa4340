import { Get, Param, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { PetitionSettingsService } from '../../petitions/settings/petition-settings.service.js';
import { validate } from '../../platform/http/validation.js';
import { StaffUpdates, titleIn } from '../../updates/writing/staff-updates.service.js';
import { UpdateDrafts } from '../../updates/writing/update-drafts.service.js';
import { UpdatePublishing } from '../../updates/writing/update-publishing.service.js';
import { UpdateResults } from '../../updates/writing/update-results.service.js';
import { newUpdate, updateParam, updateReason, type UpdateParam } from '../../updates/writing/updates.schema.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { requireTyped } from '../frame/confirm.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { NewUpdatePage } from './new-update-page.js';
import { UpdatePage } from './update-page.js';
import { updateList, UpdatesPage } from './updates-page.js';

/** Updates: the list, a new one, and where each stands. */
@AdminController('admin/updates')
@RequirePermission('plan:read')
export class UpdatesController {
  constructor(
    private readonly updates: StaffUpdates,
    private readonly drafts: UpdateDrafts,
    private readonly publishing: UpdatePublishing,
    private readonly results: UpdateResults,
    private readonly petitions: PetitionSettingsService,
    private readonly lists: Lists,
  ) {}

  @Get()
  list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const read = () => this.updates.list(campaignOf(staff).id);
    return this.lists.show({ list: updateList, staff, input, read, page: UpdatesPage });
  }

  @Get('new')
  @RequirePermission('updates:write')
  blank(@CurrentStaff() staff: SignedIn) {
    return this.newPage(staff);
  }

  @Post()
  @RequirePermission('updates:write')
  begin(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => {
        const update = await validate(newUpdate, input);
        await this.drafts.create(campaignOf(staff).id, update, actor);
        return update.slug;
      },
      done: (slug) => `/admin/updates/${slug}/text`,
      again: (refused) => this.newPage(staff, refused),
    });
  }

  @Get(':slug')
  one(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @QueryTexts() { done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, slug, done);
  }

  @Post(':slug/withdraw')
  @RequirePermission('updates:write')
  withdraw(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const { reason } = await validate(updateReason, input);
        requireTyped(input, slug);
        await this.publishing.withdraw(slug, reason, actor);
      },
      done: `/admin/updates/${slug}?done=saved`,
      again: (refused) => this.page(staff, slug, undefined, refused),
    });
  }

  @Post(':slug/show')
  @RequirePermission('updates:write')
  show(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: () => this.publishing.withdraw(slug, null, actor),
      done: `/admin/updates/${slug}?done=saved`,
      again: (refused) => this.page(staff, slug, undefined, refused),
    });
  }

  private async newPage(staff: SignedIn, refused?: Refused) {
    return NewUpdatePage({ staff, petitions: await this.petitions.list(campaignOf(staff).id), refused });
  }

  private async page(staff: SignedIn, slug: string, done?: string, refused?: Refused) {
    const update = await this.updates.of(slug);
    return UpdatePage({
      staff,
      update,
      title: titleIn(update.texts, slug),
      petition: await this.updates.petitionOf(update),
      brought: await this.results.of(update),
      done,
      refused,
    });
  }
}
