import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/metrics.js';
import { endpointStatuses } from './webhooks.values.js';

/** Counts pending messages and paused endpoints when metrics are scraped. */
@Injectable()
export class WebhookFigures implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const { metrics, database } = this;
    metrics.onRead([metrics.webhookDeliveries, metrics.webhookEndpoints], async () => {
      metrics.webhookDeliveries.set(await database.prisma.webhookDelivery.count({ where: { status: 'queued' } }));
      const found = await database.prisma.webhookEndpoint.groupBy({ by: ['status'], _count: true });
      for (const status of endpointStatuses)
        metrics.webhookEndpoints.set({ status }, found.find((one) => one.status === status)?._count ?? 0);
    });
  }
}
