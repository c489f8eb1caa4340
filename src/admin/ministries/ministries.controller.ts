import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { ChannelsService } from '../../ministries/channels.service.js';
import { ContactDecisionsService } from '../../ministries/contact-decisions.service.js';
import { isoParam, newDecision, newFact } from '../../ministries/ministries.schema.js';
import { MinistriesService } from '../../ministries/ministries.service.js';
import { MinistryListService } from '../../ministries/ministry-list.service.js';
import { validate } from '../../platform/http/validation.js';
import { StatesService } from '../../treaties/states.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { oneByOne, tickedIn } from '../frame/bulk.js';
import { Form, QueryTexts, type Texts } from '../frame/form.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { MinistriesPage, ministryList } from './ministries-page.js';
import { DecisionForm, FactForm } from './ministry-forms.js';
import { MinistryView } from './ministry-view.js';
import { VerifiedPage, VerifySeveralPage, waitingChannelList, WaitingChannelsPage } from './ministry-waiting-page.js';

type IsoParam = z.output<typeof isoParam>;

/** Ministries: all of them, one of them, and its entries and decisions. */
@AdminController('admin/ministries')
@RequirePermission('letters:read')
export class MinistriesController {
  constructor(
    private readonly view: MinistryView,
    private readonly ministries: MinistriesService,
    private readonly decisions: ContactDecisionsService,
    private readonly lines: MinistryListService,
    private readonly channels: ChannelsService,
    private readonly states: StatesService,
    private readonly names: ActorNames,
    private readonly lists: Lists,
  ) {}

  @Get()
  async list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const lines = await this.lines.list();
    const list = ministryList(lines);
    return this.lists.show({ list, staff, input, read: () => lines, page: MinistriesPage });
  }

  @Get('waiting')
  async waiting(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const [states, names] = await Promise.all([this.states.list('en'), this.names.all()]);
    const list = waitingChannelList({ staff, names, states: new Map(states.map(({ iso, name }) => [iso, name])) });
    return this.lists.show({ list, staff, input, read: () => this.channels.waiting(), page: WaitingChannelsPage });
  }

  /** Shows what verifying several addresses does; with `sure`, does it, each as by its own button. */
  @Post('waiting/verify')
  @RequirePermission('letters:approve')
  async verifySeveral(
    @Body() body: unknown,
    @Form() { sure }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const ids = tickedIn(body);
    const [waiting, states] = await Promise.all([this.channels.waiting(), this.states.list('en')]);
    const channels = new Map(waiting.map((channel) => [channel.id, channel]));
    const shown = { staff, ids, channels, states: new Map(states.map(({ iso, name }) => [iso, name])) };
    if (sure !== 'yes') return VerifySeveralPage(shown);
    const outcome = await oneByOne(ids, (id) => this.channels.verify(channels.get(id)?.iso ?? '', id, actor));
    return VerifiedPage({ ...shown, outcome });
  }

  @Get(':iso')
  one(@Param({ schema: isoParam }) { iso }: IsoParam, @QueryTexts() { done }: Texts, @CurrentStaff() staff: SignedIn) {
    return this.view.page(staff, iso, { done });
  }

  @Get(':iso/facts')
  @RequirePermission('letters:write')
  async factForm(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @QueryTexts() { field = '' }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    const facts: Record<string, { value: string } | undefined> = await this.ministries.factsOf(iso);
    const value = (Object.hasOwn(facts, field) ? facts[field]?.value : undefined) ?? '';
    return FactForm({ staff, state: await this.states.get(iso, 'en'), input: { field, value } });
  }

  @Post(':iso/facts')
  @RequirePermission('letters:write')
  enter(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => this.ministries.enter(iso, await validate(newFact, input), actor),
      done: `/admin/ministries/${iso}?done=fact`,
      again: async (refused) => FactForm({ staff, state: await this.states.get(iso, 'en'), input, refused }),
    });
  }

  @Get(':iso/decision')
  @RequirePermission('letters:approve')
  async decisionForm(@Param({ schema: isoParam }) { iso }: IsoParam, @CurrentStaff() staff: SignedIn) {
    return DecisionForm({ staff, state: await this.states.get(iso, 'en'), input: {} });
  }

  @Post(':iso/decision')
  @RequirePermission('letters:approve')
  decide(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => this.decisions.decide(iso, await validate(newDecision, input), actor),
      done: `/admin/ministries/${iso}?done=decision`,
      again: async (refused) => DecisionForm({ staff, state: await this.states.get(iso, 'en'), input, refused }),
    });
  }
}
