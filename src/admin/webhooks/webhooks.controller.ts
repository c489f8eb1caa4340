import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { WebhookEndpoints } from '../../webhooks/webhook-endpoints.service.js';
import { newEndpoint } from '../../webhooks/webhooks.schema.js';
import { refusalOf, textsOf } from '../frame/form.js';
import { WebhooksPage } from './webhooks-page.js';

/** Which webhooks there are, and making one. */
@Controller('admin/webhooks')
@RequirePermission('webhooks:manage')
export class WebhooksController {
  constructor(private readonly endpoints: WebhookEndpoints) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, WebhooksPage({ staff, endpoints: await this.endpoints.list() }));
  }

  @Post()
  @RequireStepUp('/admin/webhooks')
  async create(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const { url = '', description = '' } = textsOf(body);
    const types = typesIn(body);
    try {
      const { secret } = await this.endpoints.create(await validate(newEndpoint, { url, description, types }), actor);
      sendPage(reply, WebhooksPage({ staff, endpoints: await this.endpoints.list(), secret }));
    } catch (error) {
      const { status, refused } = refusalOf(error, { url, description });
      sendPage(reply, WebhooksPage({ staff, endpoints: await this.endpoints.list(), refused, chosen: types }), status);
    }
  }
}

/** One box comes as a text, several as a list. */
function typesIn(body: unknown): string[] {
  const { types } = (body ?? {}) as { types?: unknown };
  return [types].flat().filter((type): type is string => typeof type === 'string');
}
