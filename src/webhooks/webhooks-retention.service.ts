import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RetentionService } from '../privacy/retention.service.js';
import { forgetDeliveries, forgetToldEvents } from './webhooks.sql.js';
import { keptDays } from './webhooks.status.js';

/** Events and deliveries are no archive: registers how long they are kept. */
@Injectable()
export class WebhooksRetention implements OnModuleInit {
  constructor(private readonly retention: RetentionService) {}

  onModuleInit(): void {
    this.retention.register(
      { rule: { key: 'webhook_deliveries', days: keptDays, deed: 'deleted, delivered or not' }, ...forgetDeliveries },
      { rule: { key: 'events', days: keptDays, deed: 'deleted from the ledger of events' }, ...forgetToldEvents },
    );
  }
}
