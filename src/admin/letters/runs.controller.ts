import { Get, Param, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { newRun } from '../../letters/sending/runs.schema.js';
import { RunsService } from '../../letters/sending/runs.service.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { requireTyped } from '../frame/confirm.js';
import { Form, type Refused, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { cancelField, RunPage } from './run-page.js';
import { runLetterList } from './run-letters.js';
import { runList, RunsPage } from './runs-page.js';

/** Runs: created, shown as an exact plan, approved by another person, monitored. */
@AdminController('admin/runs')
@RequirePermission('letters:read')
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly names: ActorNames,
    private readonly lists: Lists,
  ) {}

  @Get()
  async list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    return this.lists.show({ ...(await this.opening(staff)), input, page: (listed) => RunsPage({ listed }) });
  }

  @Post()
  @RequirePermission('letters:write')
  draft(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => this.runs.draft(campaignOf(staff).id, await validate(newRun, input), actor),
      done: ({ id }) => `/admin/runs/${id}`,
      again: (refused) => this.listPage(staff, refused),
    });
  }

  @Get(':id')
  async look(@Param({ schema: idParam }) { id }: IdParam, @ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const { opening, around } = await this.around(staff, id);
    return this.lists.show({ ...opening, input, page: (listed) => RunPage({ ...around, listed }) });
  }

  @Post(':id/plan')
  @RequirePermission('letters:write')
  plan(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return this.act(staff, id, () => this.runs.plan(id, actor));
  }

  @Post(':id/approve')
  @RequirePermission('letters:approve')
  @RequireStepUp('/admin/runs/:id')
  approve(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const work = async () => {
      const { letters } = await this.runs.get(id);
      requireTyped(input, letters.length);
      return this.runs.approve(id, input.hash ?? '', actor);
    };
    return this.act(staff, id, work, input);
  }

  @Post(':id/freeze')
  @RequirePermission('letters:write')
  freeze(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return this.act(staff, id, () => this.runs.freeze(id, true, actor));
  }

  @Post(':id/thaw')
  @RequirePermission('letters:approve')
  thaw(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return this.act(staff, id, () => this.runs.freeze(id, false, actor));
  }

  @Post(':id/pause')
  @RequirePermission('letters:write')
  pause(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return this.act(staff, id, () => this.runs.change(id, 'pause', actor));
  }

  @Post(':id/resume')
  @RequirePermission('letters:write')
  resume(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return this.act(staff, id, () => this.runs.change(id, 'resume', actor));
  }

  @Post(':id/cancel')
  @RequirePermission('letters:write')
  cancel(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const work = async () => {
      requireTyped(input, (await this.runs.get(id)).name, cancelField);
      return this.runs.change(id, 'cancel', actor);
    };
    return this.act(staff, id, work, input);
  }

  private act(staff: SignedIn, id: string, work: () => Promise<unknown>, input: Texts = {}) {
    return submit({ input, work, done: `/admin/runs/${id}`, again: (refused) => this.page(staff, id, refused) });
  }

  private async page(staff: SignedIn, id: string, refused?: Refused) {
    const { opening, around } = await this.around(staff, id);
    return RunPage({ ...around, listed: await this.lists.open(opening), refused });
  }

  private async around(staff: SignedIn, id: string) {
    const run = await this.runs.get(id);
    const opening = { list: runLetterList(id), staff, read: () => run.letters };
    return { opening, around: { staff, run, names: await this.names.all() } };
  }

  private async listPage(staff: SignedIn, refused: Refused) {
    return RunsPage({ listed: await this.lists.open(await this.opening(staff)), refused });
  }

  private async opening(staff: SignedIn) {
    return { list: runList(await this.names.all()), staff, read: () => this.runs.list(campaignOf(staff).id) };
  }
}
