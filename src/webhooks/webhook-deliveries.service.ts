import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import type { WebhookDelivery } from '../generated/prisma/client.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { DeliveryNotFound, WebhookNotFound } from './webhooks.errors.js';
import { replayEvents } from './webhooks.sql.js';
import type { DeliveryStatus } from './webhooks.values.js';

const pageSize = 50;

export interface DeliveryPage {
  deliveries: WebhookDelivery[];
  /** Cursor of the next, older page */
  next: string | null;
  /** How many are pending, and how many failed permanently */
  queued: number;
  failed: number;
}

/** The delivery log, and resending. */
@Injectable()
export class WebhookDeliveries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Newest events first. @param before cursor of an earlier page; anything else shows the first */
  async list(endpointId: string, before?: string): Promise<DeliveryPage> {
    const { prisma } = this.database;
    const cursor = before !== undefined && /^\d{1,18}$/.test(before) ? { lt: BigInt(before) } : undefined;
    const rows = await prisma.webhookDelivery.findMany({
      where: { endpointId, ...(cursor && { eventSeq: cursor }) },
      orderBy: { eventSeq: 'desc' },
      take: pageSize + 1,
    });
    const count = (status: DeliveryStatus): Promise<number> =>
      prisma.webhookDelivery.count({ where: { endpointId, status } });
    const [queued, failed] = await Promise.all([count('queued'), count('failed')]);
    const deliveries = rows.slice(0, pageSize);
    return { deliveries, next: rows.length > pageSize ? String(deliveries.at(-1)?.eventSeq) : null, queued, failed };
  }

  /** Queues one message again, under its old id. @throws DeliveryNotFound */
  async replay(endpointId: string, id: bigint, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const again = {
        status: 'queued' satisfies DeliveryStatus,
        attempts: 0,
        nextAt: this.clock.now(),
        finishedAt: null,
      };
      const { count } = await tx.webhookDelivery.updateMany({ where: { id, endpointId }, data: again });
      if (count === 0) throw new DeliveryNotFound();
      await this.audit.record(tx, {
        actor,
        action: 'webhooks.replayed',
        details: { endpointId, deliveryId: String(id) },
      });
    });
  }

  /**
   * Queues all events of its types since an instant, including those that were not sent at the time. @returns how many messages @throws
   * WebhookNotFound
   */
  async replaySince(endpointId: string, since: Date, actor: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      if (!(await tx.webhookEndpoint.findUnique({ where: { id: endpointId }, select: { id: true } })))
        throw new WebhookNotFound();
      const [row] = await replayEvents(tx, endpointId, since, this.clock.now());
      const messages = row?.n ?? 0;
      await this.audit.record(tx, {
        actor,
        action: 'webhooks.replayed_since',
        details: { endpointId, since: since.toISOString(), messages },
      });
      return messages;
    });
  }
}
