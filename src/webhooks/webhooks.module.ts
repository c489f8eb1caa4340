import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { WebhookClient } from './webhook-client.js';
import { WebhookDeliveries } from './webhook-deliveries.service.js';
import { WebhookDispatcher } from './webhook-dispatcher.js';
import { WebhookEndpoints } from './webhook-endpoints.service.js';
import { WebhookFigures } from './webhook-figures.js';
import { WebhookMails } from './webhook-mails.service.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { WebhookSettlement } from './webhook-settlement.service.js';

/** External systems that are notified of events. */
@Module({
  imports: [AccessModule],
  providers: [
    WebhookClient,
    WebhookDeliveries,
    WebhookDispatcher,
    WebhookEndpoints,
    WebhookFigures,
    WebhookMails,
    WebhookSecrets,
    WebhookSettlement,
  ],
  exports: [WebhookDeliveries, WebhookEndpoints],
})
export class WebhooksModule {}
