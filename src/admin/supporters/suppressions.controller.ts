import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { dataRequest, liftingRequest } from '../../privacy/data-requests.schema.js';
import { SuppressionDesk } from '../../privacy/suppression-desk.service.js';
import { refusalOf, textsOf } from '../frame/form.js';
import { SuppressionsPage } from './suppressions-page.js';

/** Addresses that get no mail. They are sent in forms only, so that none gets into a log or a history. */
@Controller('admin/suppressions')
@RequirePermission('supporters:erase')
export class SuppressionsController {
  constructor(private readonly desk: SuppressionDesk) {}

  @Get()
  form(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, SuppressionsPage({ staff, input: {}, done: textsOf(query).done }));
  }

  @Post()
  async find(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    try {
      const found = await this.desk.find((await validate(dataRequest, input)).email, actor);
      sendPage(reply, SuppressionsPage({ staff, input, found }));
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      sendPage(reply, SuppressionsPage({ staff, input, refused }), status);
    }
  }

  @Post('lift')
  async lift(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    try {
      await this.desk.lift(await validate(liftingRequest, input), actor);
      void reply.header('cache-control', 'no-store').redirect('/admin/suppressions?done=lifted', 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      sendPage(reply, SuppressionsPage({ staff, input, refused }), status);
    }
  }
}
