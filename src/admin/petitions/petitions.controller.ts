import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { validate } from '../../platform/http/validation.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionCounts } from '../../petitions/petition-counts.service.js';
import { draftRevision } from '../../petitions/drafts/drafts.schema.js';
import { PetitionDrafts } from '../../petitions/drafts/petition-drafts.service.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { PetitionCreation } from '../../petitions/settings/petition-creation.service.js';
import { PetitionSettingsService } from '../../petitions/settings/petition-settings.service.js';
import { newPetition, outcomeForm, petitionSlug, reasonForm } from '../../petitions/settings/settings.schema.js';
import { Successors } from '../../petitions/successors/successors.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { requireTyped } from '../frame/confirm.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { NewPetitionPage } from './new-petition-page.js';
import { PetitionPage } from './petition-page.js';
import { petitionList, PetitionsPage } from './petitions-page.js';

type SlugParam = z.infer<typeof slugParam>;

const successorForm = z.object({ slug: petitionSlug, why: reasonForm.shape.reason });
/** Steps that need no further word. */
const stepParam = z.object({
  slug: slugParam.shape.slug,
  step: z.enum(['close', 'reopen', 'archive', 'unarchive', 'show', 'discard']),
});

/** Petitions: the list, a new one, and where each stands. */
@AdminController('admin/petitions')
@RequirePermission('plan:read')
export class PetitionsController {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly counts: PetitionCounts,
    private readonly settings: PetitionSettingsService,
    private readonly creation: PetitionCreation,
    private readonly successors: Successors,
    private readonly drafts: PetitionDrafts,
    private readonly lists: Lists,
  ) {}

  @Get()
  list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const read = () => this.settings.list(campaignOf(staff).id);
    return this.lists.show({ list: petitionList, staff, input, read, page: PetitionsPage });
  }

  @Get('new')
  @RequirePermission('plan:manage')
  blank(@CurrentStaff() staff: SignedIn) {
    return this.newPage(staff);
  }

  @Post()
  @RequirePermission('plan:manage')
  create(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => {
        const form = await validate(newPetition, input);
        await this.creation.create(campaignOf(staff).id, form, actor);
        return form.slug;
      },
      done: (slug) => `/admin/petitions/${slug}/text`,
      again: (refused) => this.newPage(staff, refused),
    });
  }

  @Get(':slug')
  show(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() { done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, slug, done);
  }

  @Post(':slug/steps/:step')
  @RequirePermission('plan:manage')
  step(
    @Param({ schema: stepParam }) { slug, step }: z.output<typeof stepParam>,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const take = {
      close: () => this.settings.close(slug, true, actor),
      reopen: () => this.settings.close(slug, false, actor),
      archive: () => this.settings.archive(slug, true, actor),
      unarchive: () => this.settings.archive(slug, false, actor),
      show: () => this.settings.hide(slug, null, actor),
      discard: async () => this.creation.discard(slug, (await validate(draftRevision, input)).revision, actor),
    };
    return submit({
      work: take[step],
      done: step === 'discard' ? '/admin/petitions' : `/admin/petitions/${slug}?done=saved`,
      again: (refused) => this.page(staff, slug, undefined, refused),
    });
  }

  @Post(':slug/withdraw')
  @RequirePermission('plan:manage')
  withdraw(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const { reason } = await validate(reasonForm, input);
        requireTyped(input, slug);
        await this.settings.hide(slug, reason, actor);
      },
      done: `/admin/petitions/${slug}?done=saved`,
      again: (refused) => this.page(staff, slug, undefined, refused),
    });
  }

  @Post(':slug/outcome')
  @RequirePermission('plan:manage')
  outcome(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => this.settings.setOutcome(slug, (await validate(outcomeForm, input)).outcome, actor),
      done: `/admin/petitions/${slug}?done=saved`,
      again: (refused) => this.page(staff, slug, undefined, refused),
    });
  }

  @Post(':slug/successor')
  @RequirePermission('plan:manage')
  succeed(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const form = await validate(successorForm, input);
        await this.creation.succeed(slug, { slug: form.slug, reason: form.why }, actor);
        return form.slug;
      },
      done: (successor) => `/admin/petitions/${successor}/text`,
      again: (refused) => this.page(staff, slug, undefined, refused),
    });
  }

  private async newPage(staff: SignedIn, refused?: Refused) {
    return NewPetitionPage({ staff, models: await this.settings.list(campaignOf(staff).id), refused });
  }

  private async page(staff: SignedIn, slug: string, done?: string, refused?: Refused) {
    const petition = await this.settings.get(slug);
    const id = await this.petitions.idOf(slug);
    const draft = await this.drafts.of(slug);
    return PetitionPage({
      staff,
      petition,
      title: await this.petitions.titleOf(slug),
      kin: await this.petitions.titles([petition.predecessor, petition.successor].filter((one) => one !== null)),
      text: draft.state,
      revision: draft.revision,
      count: await this.counts.under(id),
      answers: petition.predecessor === null ? null : await this.successors.answersOf(id),
      done,
      refused,
    });
  }
}
