import { Body, Get, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { validate } from '../../platform/http/validation.js';
import { WebhookEndpoints } from '../../webhooks/webhook-endpoints.service.js';
import { newEndpoint } from '../../webhooks/webhooks.schema.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, listOf, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { WebhooksPage } from './webhooks-page.js';

/** List of webhooks, and creating one. */
@AdminController('admin/webhooks')
@RequirePermission('webhooks:manage')
export class WebhooksController {
  constructor(private readonly endpoints: WebhookEndpoints) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn) {
    return WebhooksPage({ staff, endpoints: await this.endpoints.list() });
  }

  @Post()
  @RequireStepUp('/admin/webhooks')
  create(
    @Body() body: unknown,
    @Form() { url = '', description = '' }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const types = listOf(body, 'types');
    return submit({
      input: { url, description },
      work: async () => this.endpoints.create(await validate(newEndpoint, { url, description, types }), actor),
      done: async ({ secret }) => WebhooksPage({ staff, endpoints: await this.endpoints.list(), secret }),
      again: async (refused) => WebhooksPage({ staff, endpoints: await this.endpoints.list(), refused, chosen: types }),
    });
  }
}
