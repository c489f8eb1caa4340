import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import type { WebhookDelivery } from '../generated/prisma/client.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { cutPage, isBackward, type Cursor, type Page } from '../platform/database/keyset.js';
import { DeliveryNotFound, WebhookNotFound } from './webhooks.errors.js';
import { replayEvents } from './webhooks.sql.js';
import type { DeliveryStatus } from './webhooks.values.js';

export type { WebhookDelivery } from '../generated/prisma/client.js';

export const deliveryPageSize = 50;

export interface DeliveryQuery {
  status?: DeliveryStatus | undefined;
  oldestFirst?: boolean;
  /** By the number of the event */
  cursor?: Cursor | null;
}

export interface DeliveryCounts {
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

  /** Of one endpoint; newest events first, unless asked otherwise. Numbers of events, which order the log, are its cursors. */
  async list(
    endpointId: string,
    { status, oldestFirst = false, cursor = null }: DeliveryQuery = {},
  ): Promise<Page<WebhookDelivery>> {
    const rising = oldestFirst !== isBackward(cursor);
    const at = cursor && BigInt(isBackward(cursor) ? cursor.before : cursor.after);
    const rows = await this.database.prisma.webhookDelivery.findMany({
      where: {
        endpointId,
        ...(status !== undefined && { status }),
        ...(at !== null && { eventSeq: rising ? { gt: at } : { lt: at } }),
      },
      orderBy: { eventSeq: rising ? 'asc' : 'desc' },
      take: deliveryPageSize + 1,
    });
    const shown = rising === oldestFirst ? rows : rows.reverse();
    const page = cutPage(
      shown.map((row) => ({ id: String(row.eventSeq), row })),
      cursor,
      deliveryPageSize,
    );
    return { ...page, rows: page.rows.map(({ row }) => row) };
  }

  async counts(endpointId: string): Promise<DeliveryCounts> {
    const count = (status: DeliveryStatus): Promise<number> =>
      this.database.prisma.webhookDelivery.count({ where: { endpointId, status } });
    const [queued, failed] = await Promise.all([count('queued'), count('failed')]);
    return { queued, failed };
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
