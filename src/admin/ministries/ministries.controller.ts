import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { ChannelsService } from '../../ministries/channels.service.js';
import { ContactDecisionsService } from '../../ministries/contact-decisions.service.js';
import { isoParam, newDecision, newFact } from '../../ministries/ministries.schema.js';
import { MinistriesService } from '../../ministries/ministries.service.js';
import { MinistryListService } from '../../ministries/ministry-list.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { StatesService } from '../../treaties/states.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { textsOf, type Refused } from '../frame/form.js';
import { MinistryDesk } from './ministry-desk.js';
import { MinistriesPage } from './ministries-page.js';
import { DecisionForm, FactForm } from './ministry-forms.js';
import { WaitingChannelsPage } from './ministry-waiting-page.js';

type IsoParam = z.output<typeof isoParam>;

/** Ministries: all of them, one of them, and what is entered and decided about one. */
@Controller('admin/ministries')
@RequirePermission('letters:read')
export class MinistriesController {
  constructor(
    private readonly desk: MinistryDesk,
    private readonly ministries: MinistriesService,
    private readonly decisions: ContactDecisionsService,
    private readonly lines: MinistryListService,
    private readonly channels: ChannelsService,
    private readonly states: StatesService,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async list(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, MinistriesPage({ staff, ministries: await this.lines.list(), lacking: textsOf(query).lacking }));
  }

  @Get('waiting')
  async waiting(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    const [channels, states, names] = await Promise.all([
      this.channels.waiting(),
      this.states.list('en'),
      this.names.all(),
    ]);
    sendPage(
      reply,
      WaitingChannelsPage({ staff, channels, names, states: new Map(states.map(({ iso, name }) => [iso, name])) }),
    );
  }

  @Get(':iso')
  async one(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @Query() query: unknown,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.desk.show(reply, staff, iso, { done: textsOf(query).done });
  }

  @Get(':iso/facts')
  @RequirePermission('letters:write')
  async factForm(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @Query() query: unknown,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    const { field = '' } = textsOf(query);
    const facts: Record<string, { value: string } | undefined> = await this.ministries.factsOf(iso);
    const value = (Object.hasOwn(facts, field) ? facts[field]?.value : undefined) ?? '';
    sendPage(reply, FactForm({ staff, state: await this.states.get(iso, 'en'), input: { field, value } }));
  }

  @Post(':iso/facts')
  @RequirePermission('letters:write')
  async enter(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    await this.desk.does(reply, staff, {
      iso,
      input,
      done: 'fact',
      work: async () => this.ministries.enter(iso, await validate(newFact, input), actor),
      again: async (refused: Refused) => FactForm({ staff, state: await this.states.get(iso, 'en'), input, refused }),
    });
  }

  @Get(':iso/decision')
  @RequirePermission('letters:approve')
  async decisionForm(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    sendPage(reply, DecisionForm({ staff, state: await this.states.get(iso, 'en'), input: {} }));
  }

  @Post(':iso/decision')
  @RequirePermission('letters:approve')
  async decide(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    await this.desk.does(reply, staff, {
      iso,
      input,
      done: 'decision',
      work: async () => this.decisions.decide(iso, await validate(newDecision, input), actor),
      again: async (refused) => DecisionForm({ staff, state: await this.states.get(iso, 'en'), input, refused }),
    });
  }
}
