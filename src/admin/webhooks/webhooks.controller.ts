import { Body, Get, Post } from '@nestjs/common';
import {
  CurrentActor,
  CurrentStaff,
  ForAllCampaigns,
  RequirePermission,
  RequireStepUp,
} from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { validate } from '../../platform/http/validation.js';
import { WebhookEndpoints } from '../../webhooks/webhook-endpoints.service.js';
import { newEndpoint } from '../../webhooks/webhooks.schema.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignsIn } from '../frame/campaign.js';
import { Form, listOf, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { WebhooksPage } from './webhooks-page.js';

/** List of webhooks, and creating one. */
@AdminController('admin/webhooks')
@ForAllCampaigns(true)
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
    @Form() { url = '', description = '', campaign = '' }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const types = listOf(body, 'types');
    return submit({
      input: { url, description, campaign },
      work: async () => {
        const [only = null] = campaignsIn(staff, campaign === '' ? [] : [campaign]);
        return this.endpoints.create(await validate(newEndpoint, { url, description, types }), actor, only);
      },
      done: async ({ secret }) => WebhooksPage({ staff, endpoints: await this.endpoints.list(), secret }),
      again: async (refused) => WebhooksPage({ staff, endpoints: await this.endpoints.list(), refused, chosen: types }),
    });
  }
}
