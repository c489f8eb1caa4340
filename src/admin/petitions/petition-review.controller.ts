import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { validate } from '../../platform/http/validation.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { draftMoment, draftRevision } from '../../petitions/drafts/drafts.schema.js';
import { DraftPublishing } from '../../petitions/drafts/draft-publishing.service.js';
import { DraftSchedule } from '../../petitions/drafts/draft-schedule.service.js';
import { PetitionDrafts } from '../../petitions/drafts/petition-drafts.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { PetitionReviewPage } from './petition-review-page.js';

type SlugParam = z.infer<typeof slugParam>;

/** A draft beside what is published: reviewed, scheduled, published. */
@AdminController('admin/petitions/:slug/text')
@RequirePermission('plan:read')
export class PetitionReviewController {
  constructor(
    private readonly drafts: PetitionDrafts,
    private readonly publishing: DraftPublishing,
    private readonly schedules: DraftSchedule,
    private readonly petitions: PetitionsService,
    private readonly names: ActorNames,
  ) {}

  @Get('review')
  review(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() { lang, done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, slug, { lang, done });
  }

  @Post('publish')
  @RequirePermission('plan:manage')
  publish(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: async () => this.publishing.publish(slug, (await validate(draftRevision, input)).revision, actor),
      done: `/admin/petitions/${slug}/text?done=published`,
      again: (refused) => this.page(staff, slug, { refused }),
    });
  }

  @Post('schedule')
  @RequirePermission('plan:manage')
  schedule(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'scheduled', input, async () =>
      this.schedules.schedule(slug, await validate(draftMoment, input), actor),
    );
  }

  @Post('submit')
  @RequirePermission('plan:manage')
  submit(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'submitted', input, async () =>
      this.schedules.submit(slug, (await validate(draftRevision, input)).revision, actor),
    );
  }

  @Post('discard')
  @RequirePermission('plan:manage')
  discard(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: async () => this.drafts.discard(slug, (await validate(draftRevision, input)).revision, actor),
      done: `/admin/petitions/${slug}/text`,
      again: (refused) => this.page(staff, slug, { refused }),
    });
  }

  @Post('take-back')
  @RequirePermission('plan:manage')
  takeBack(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'taken_back', input, async () =>
      this.schedules.takeBack(slug, (await validate(draftRevision, input)).revision, actor),
    );
  }

  @Post('links')
  @RequirePermission('plan:manage')
  links(@Param({ schema: slugParam }) { slug }: SlugParam, @CurrentStaff() staff: SignedIn) {
    return this.act(staff, slug, 'links', {}, () => this.schedules.askForLinks(slug));
  }

  private act(staff: SignedIn, slug: string, done: string, input: Texts, work: () => Promise<void>) {
    return submit({
      input,
      work,
      done: `/admin/petitions/${slug}/text/review?done=${done}`,
      again: (refused) => this.page(staff, slug, { refused }),
    });
  }

  private async page(
    staff: SignedIn,
    slug: string,
    { lang, done, refused }: { lang?: string | undefined; done?: string | undefined; refused?: Refused },
  ) {
    const draft = await this.drafts.of(slug);
    return PetitionReviewPage({
      staff,
      slug,
      title: await this.petitions.titleOf(slug),
      draft,
      items: await this.publishing.checklist(slug),
      timeZone: await this.schedules.timeZoneOf(slug),
      names: await this.names.all(),
      locale: writtenLocales.find((one) => one === lang) ?? 'en',
      done,
      refused,
    });
  }
}
