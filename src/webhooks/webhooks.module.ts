import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { WebhookClient } from './webhook-client.js';
import { WebhookDeliveries } from './webhook-deliveries.service.js';
import { WebhookDispatcher } from './webhook-dispatcher.js';
import { WebhookFigures } from './webhook-figures.js';
import { WebhookEndpoints } from './webhook-endpoints.service.js';
import { WebhookMails } from './webhook-mails.service.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { WebhookSettlement } from './webhook-settlement.service.js';
import { WebhooksRetention } from './webhooks-retention.service.js';

@Module({
  imports: [AccessModule, PetitionsModule],
  providers: [
    WebhookEndpoints,
    WebhookSecrets,
    WebhookDeliveries,
    WebhookClient,
    WebhookSettlement,
    WebhookDispatcher,
    WebhookFigures,
    WebhookMails,
    WebhooksRetention,
  ],
  exports: [WebhookEndpoints, WebhookDeliveries, WebhookDispatcher],
})
export class WebhooksModule {}
