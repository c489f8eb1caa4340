import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { WebhooksModule } from '../../webhooks/webhooks.module.js';
import { WebhookController } from './webhook.controller.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  imports: [AccessModule, WebhooksModule],
  controllers: [WebhookController, WebhooksController],
})
export class AdminWebhooksModule {}
