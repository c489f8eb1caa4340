import { Body, Get, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { validate } from '../../platform/http/validation.js';
import { WebhookEndpoints } from '../../webhooks/webhook-endpoints.service.js';
import { newEndpoint } from '../../webhooks/webhooks.schema.js';
import { AdminController } from '../frame/admin-controller.js';
import { onlyCampaignIn, reaches } from '../frame/campaign.js';
import { Form, listOf, type Texts } from '../frame/form.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { webhookList, WebhooksPage } from './webhooks-page.js';

/** List of webhooks, and creating one. */
@AdminController('admin/webhooks')
@RequirePermission('webhooks:manage')
export class WebhooksController {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly lists: Lists,
  ) {}

  @Get()
  list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    return this.lists.show({ ...this.opening(staff), input, page: (listed) => WebhooksPage({ listed }) });
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
        const wanted = await validate(newEndpoint, { url, description, types });
        return this.endpoints.create(wanted, actor, onlyCampaignIn(staff, campaign));
      },
      done: async ({ secret }) => WebhooksPage({ listed: await this.lists.open(this.opening(staff)), secret }),
      again: async (refused) =>
        WebhooksPage({ listed: await this.lists.open(this.opening(staff)), refused, chosen: types }),
    });
  }

  private opening(staff: SignedIn) {
    const read = async () => (await this.endpoints.list()).filter(({ campaignId }) => reaches(staff, campaignId));
    return { list: webhookList(staff), staff, read };
  }
}
