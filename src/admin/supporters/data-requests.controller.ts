import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { dataRequest, erasureRequest } from '../../privacy/data-requests.schema.js';
import { DataRequestsService } from '../../privacy/data-requests.service.js';
import { refusalOf, textsOf } from '../frame/form.js';
import { DataRequestsPage } from './data-requests-page.js';

/** Answering persons who ask about their data. Addresses are sent in forms only, so that none gets into a log or a history. */
@Controller('admin/data-requests')
@RequirePermission('supporters:erase')
export class DataRequestsController {
  constructor(private readonly requests: DataRequestsService) {}

  @Get()
  form(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, DataRequestsPage({ staff, input: {}, done: textsOf(query).done }));
  }

  @Post()
  async find(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.show(reply, staff, textsOf(body, '_csrf'), actor);
  }

  /** Everything held about the person, as the file they would get themselves. */
  @Post('file')
  @RequireStepUp('/admin/data-requests')
  async file(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    try {
      const data = await this.requests.find((await validate(dataRequest, input)).email, actor);
      void reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="personal-data.json"')
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(data, null, 2));
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      sendPage(reply, DataRequestsPage({ staff, input, refused }), status);
    }
  }

  @Post('erase')
  @RequireStepUp('/admin/data-requests')
  async erase(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    try {
      await this.requests.erase(await validate(erasureRequest, input), actor);
      void reply.header('cache-control', 'no-store').redirect('/admin/data-requests?done=erased', 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      sendPage(reply, DataRequestsPage({ staff, input, refused }), status);
    }
  }

  private async show(reply: FastifyReply, staff: SignedIn, input: Record<string, string>, actor: string) {
    try {
      const data = await this.requests.find((await validate(dataRequest, input)).email, actor);
      sendPage(reply, DataRequestsPage({ staff, input, data }));
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      sendPage(reply, DataRequestsPage({ staff, input, refused }), status);
    }
  }
}
