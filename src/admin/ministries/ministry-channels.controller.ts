import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { ChannelsService } from '../../ministries/channels.service.js';
import { channelEnd, isoParam, ministryRowParam, newChannel } from '../../ministries/ministries.schema.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { StatesService } from '../../treaties/states.service.js';
import { textsOf } from '../frame/form.js';
import { MinistryDesk } from './ministry-desk.js';
import { ChannelEndForm, ChannelForm } from './ministry-forms.js';

type IsoParam = z.output<typeof isoParam>;
type RowParam = z.output<typeof ministryRowParam>;

/** Ways to reach a ministry: entered by one person, verified by another, ended with a reason. */
@Controller('admin/ministries/:iso/channels')
@RequirePermission('letters:write')
export class MinistryChannelsController {
  constructor(
    private readonly desk: MinistryDesk,
    private readonly channels: ChannelsService,
    private readonly states: StatesService,
  ) {}

  @Get()
  async form(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    sendPage(reply, ChannelForm({ staff, state: await this.states.get(iso, 'en'), input: {} }));
  }

  @Post()
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
      done: 'channel',
      work: async () => this.channels.add(iso, await validate(newChannel, input), actor),
      again: async (refused) => ChannelForm({ staff, state: await this.states.get(iso, 'en'), input, refused }),
    });
  }

  @Post(':id/verify')
  @RequirePermission('letters:approve')
  async verify(
    @Param({ schema: ministryRowParam }) { iso, id }: RowParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.desk.does(reply, staff, { iso, done: 'verified', work: () => this.channels.verify(iso, id, actor) });
  }

  @Get(':id/end')
  async endForm(
    @Param({ schema: ministryRowParam }) { iso, id }: RowParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    sendPage(reply, ChannelEndForm({ staff, state: await this.states.get(iso, 'en'), id, input: {} }));
  }

  @Post(':id/end')
  async end(
    @Param({ schema: ministryRowParam }) { iso, id }: RowParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    await this.desk.does(reply, staff, {
      iso,
      input,
      done: 'ended',
      work: async () => this.channels.end(iso, id, await validate(channelEnd, input), actor),
      again: async (refused) => ChannelEndForm({ staff, state: await this.states.get(iso, 'en'), id, input, refused }),
    });
  }
}
