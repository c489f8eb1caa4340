import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { DemandNotDraft } from '../../campaigns/demands/demands.errors.js';
import { demandForm, demandParam, withdrawal } from '../../campaigns/demands/demands.schema.js';
import { DemandsService } from '../../campaigns/demands/demands.service.js';
import { validate } from '../../platform/http/validation.js';
import { StatesService } from '../../treaties/states.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { requireTyped } from '../frame/confirm.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { DemandFormPage } from './demand-form-page.js';
import { inputOf, inputReplacing, sentBy } from './demand-input.js';
import { DemandPages } from './demand-pages.service.js';
import { demandList, DemandsPage } from './demands-page.js';

type SlugParam = z.output<typeof demandParam>;

/** Demands: written as drafts, published, withdrawn. */
@AdminController('admin/demands')
@RequirePermission('plan:read')
export class StaffDemandsController {
  constructor(
    private readonly demands: DemandsService,
    private readonly states: StatesService,
    private readonly pages: DemandPages,
    private readonly lists: Lists,
  ) {}

  @Get()
  list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const read = () => this.demands.list(campaignOf(staff).slug);
    return this.lists.show({ list: demandList, staff, input, read, page: DemandsPage });
  }

  /** Empty, or with the words of the demand it is to replace. */
  @Get('new')
  @RequirePermission('plan:manage')
  async blank(@QueryTexts() { replaces }: Texts, @CurrentStaff() staff: SignedIn) {
    const input = replaces === undefined ? {} : inputReplacing(await this.demands.get(replaces, campaignOf(staff).id));
    return this.form(staff, input);
  }

  /** A draft, new or changed: its revision says which. */
  @Post()
  @RequirePermission('plan:manage')
  save(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => {
        const form = await validate(demandForm, sentBy(input));
        await this.demands.save(campaignOf(staff).slug, form, actor);
        return form;
      },
      done: ({ slug }) => `/admin/demands/${slug}`,
      again: (refused) => this.form(staff, input, refused),
    });
  }

  @Get(':slug')
  one(
    @Param({ schema: demandParam }) { slug }: SlugParam,
    @QueryTexts() query: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.pages.of(staff, slug, query);
  }

  @Get(':slug/edit')
  @RequirePermission('plan:manage')
  async edit(@Param({ schema: demandParam }) { slug }: SlugParam, @CurrentStaff() staff: SignedIn) {
    const demand = await this.demands.get(slug);
    if (demand.status !== 'draft') throw new DemandNotDraft();
    return this.form(staff, inputOf(demand));
  }

  @Post(':slug/publish')
  @RequirePermission('plan:manage')
  publish(
    @Param({ schema: demandParam }) { slug }: SlugParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: () => this.demands.publish(slug, actor),
      done: `/admin/demands/${slug}?done=published`,
      again: (refused) => this.pages.of(staff, slug, {}, refused),
    });
  }

  @Post(':slug/withdraw')
  @RequirePermission('plan:manage')
  withdraw(
    @Param({ schema: demandParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const { reason } = await validate(withdrawal, input);
        requireTyped(input, slug);
        await this.demands.withdraw(slug, reason, actor);
      },
      done: `/admin/demands/${slug}?done=withdrawn`,
      again: (refused) => this.pages.of(staff, slug, {}, refused),
    });
  }

  private async form(staff: SignedIn, input: Texts, refused?: Refused) {
    return DemandFormPage({ staff, states: await this.states.list('en'), input, refused });
  }
}
