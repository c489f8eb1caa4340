import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { holderEnd, isoParam, ministryRowParam, newHolder } from '../../ministries/ministries.schema.js';
import { OfficeHoldersService } from '../../ministries/office-holders.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { StatesService } from '../../treaties/states.service.js';
import { textsOf } from '../frame/form.js';
import { MinistryDesk } from './ministry-desk.js';
import { HolderEndForm, HolderForm } from './ministry-forms.js';

type IsoParam = z.output<typeof isoParam>;
type RowParam = z.output<typeof ministryRowParam>;

/** Who heads a ministry: entered, looked at again, ended. */
@Controller('admin/ministries/:iso/holders')
@RequirePermission('letters:write')
export class MinistryHoldersController {
  constructor(
    private readonly desk: MinistryDesk,
    private readonly holders: OfficeHoldersService,
    private readonly states: StatesService,
  ) {}

  @Get()
  async form(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    sendPage(reply, HolderForm({ staff, state: await this.states.get(iso, 'en'), input: {} }));
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
      done: 'holder',
      work: async () => this.holders.enter(iso, await validate(newHolder, input), actor),
      again: async (refused) => HolderForm({ staff, state: await this.states.get(iso, 'en'), input, refused }),
    });
  }

  @Post(':id/check')
  async check(
    @Param({ schema: ministryRowParam }) { iso, id }: RowParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.desk.does(reply, staff, { iso, done: 'checked', work: () => this.holders.check(iso, id, actor) });
  }

  @Get(':id/end')
  async endForm(
    @Param({ schema: ministryRowParam }) { iso, id }: RowParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    sendPage(reply, HolderEndForm({ staff, state: await this.states.get(iso, 'en'), id, input: {} }));
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
      done: 'term',
      work: async () => this.holders.end(iso, id, (await validate(holderEnd, input)).validTo, actor),
      again: async (refused) => HolderEndForm({ staff, state: await this.states.get(iso, 'en'), id, input, refused }),
    });
  }
}
