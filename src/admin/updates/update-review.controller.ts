import { Get, Param, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { validate } from '../../platform/http/validation.js';
import { StaffUpdates, titleIn } from '../../updates/writing/staff-updates.service.js';
import { UpdateDrafts } from '../../updates/writing/update-drafts.service.js';
import { UpdatePublishing } from '../../updates/writing/update-publishing.service.js';
import { UpdateSchedule } from '../../updates/writing/update-schedule.service.js';
import { updateMoment, updateParam, updateRevision, type UpdateParam } from '../../updates/writing/updates.schema.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { UpdateReviewPage } from './update-review-page.js';

/** What is written beside what is published: reviewed, scheduled, published. */
@AdminController('admin/updates/:slug/review')
@RequirePermission('plan:read')
export class UpdateReviewController {
  constructor(
    private readonly updates: StaffUpdates,
    private readonly drafts: UpdateDrafts,
    private readonly publishing: UpdatePublishing,
    private readonly schedules: UpdateSchedule,
    private readonly names: ActorNames,
  ) {}

  @Get()
  review(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @QueryTexts() { lang, done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, slug, { lang, done });
  }

  @Post('publish')
  @RequirePermission('updates:write')
  publish(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: async () => this.publishing.publish(slug, (await validate(updateRevision, input)).revision, actor),
      done: `/admin/updates/${slug}?done=published`,
      again: (refused) => this.page(staff, slug, { refused }),
    });
  }

  @Post('schedule')
  @RequirePermission('updates:write')
  schedule(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'scheduled', input, async () =>
      this.schedules.schedule(slug, await validate(updateMoment, input), actor),
    );
  }

  @Post('submit')
  @RequirePermission('updates:write')
  submit(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'submitted', input, async () =>
      this.schedules.submit(slug, (await validate(updateRevision, input)).revision, actor),
    );
  }

  @Post('take-back')
  @RequirePermission('updates:write')
  takeBack(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'taken_back', input, async () =>
      this.schedules.takeBack(slug, (await validate(updateRevision, input)).revision, actor),
    );
  }

  @Post('discard')
  @RequirePermission('updates:write')
  discard(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: async () => this.drafts.discard(slug, (await validate(updateRevision, input)).revision, actor),
      done: (what) => (what === 'deleted' ? '/admin/updates' : `/admin/updates/${slug}`),
      again: (refused) => this.page(staff, slug, { refused }),
    });
  }

  @Post('links')
  @RequirePermission('updates:write')
  links(@Param({ schema: updateParam }) { slug }: UpdateParam, @CurrentStaff() staff: SignedIn) {
    return this.act(staff, slug, 'links', {}, () => this.schedules.askForLinks(slug));
  }

  private act(staff: SignedIn, slug: string, done: string, input: Texts, work: () => Promise<void>) {
    return submit({
      input,
      work,
      done: `/admin/updates/${slug}/review?done=${done}`,
      again: (refused) => this.page(staff, slug, { refused }),
    });
  }

  private async page(
    staff: SignedIn,
    slug: string,
    { lang, done, refused }: { lang?: string | undefined; done?: string | undefined; refused?: Refused },
  ) {
    const update = await this.updates.of(slug);
    return UpdateReviewPage({
      staff,
      update,
      title: titleIn(update.texts, slug),
      items: await this.publishing.checklist(slug),
      timeZone: await this.updates.timeZoneOf(update),
      names: await this.names.all(),
      locale: writtenLocales.find((one) => one === lang) ?? 'en',
      done,
      refused,
    });
  }
}
