import { lockUntilCommit } from '../platform/database/advisory-locks.js';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import type { Attempt } from './webhook-client.js';
import { WebhookEndpoints } from './webhook-endpoints.service.js';
import { WebhookMails } from './webhook-mails.service.js';
import { type DueDelivery } from './webhooks.sql.js';
import { failingMilliseconds, waitAfter, type DeliveryStatus } from './webhooks.values.js';

/** Records the outcomes of attempts, and the consequences for the endpoint. */
@Injectable()
export class WebhookSettlement {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly endpoints: WebhookEndpoints,
    private readonly mails: WebhookMails,
  ) {}

  /** Records that an attempt begins: it counts, however it ends. */
  async begin({ id }: DueDelivery): Promise<void> {
    await this.database.prisma.webhookDelivery.updateMany({
      where: { id: BigInt(id) },
      data: { attempts: { increment: 1 }, lastAt: this.clock.now() },
    });
  }

  async succeed(endpointId: string, { id }: DueDelivery, attempt: Attempt, tookMs: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.note(tx, id, 'delivered', attempt, tookMs);
      await tx.webhookEndpoint.updateMany({
        where: { id: endpointId, failingSince: { not: null } },
        data: { failingSince: null },
      });
    });
  }

  /** Ends a message whose event was deleted meanwhile; that is nobody's failure. */
  async drop({ id }: DueDelivery): Promise<void> {
    await this.note(this.database.prisma, id, 'failed', { outcome: 'forgotten', httpStatus: null }, 0);
  }

  /** Retries later, ends the message, or stops the endpoint: at once on 410 Gone, after three days without a success. */
  async fail(endpointId: string, { id, attempts }: DueDelivery, attempt: Attempt, tookMs: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'webhookEndpoints');
      const now = this.clock.now();
      await tx.webhookEndpoint.updateMany({
        where: { id: endpointId, failingSince: null },
        data: { failingSince: now },
      });
      const endpoint = await tx.webhookEndpoint.findUnique({
        where: { id: endpointId },
        select: { failingSince: true, campaignId: true },
      });
      const failedFor = now.getTime() - (endpoint?.failingSince ?? now).getTime();
      if (attempt.outcome === 'gone') {
        await this.note(tx, id, 'failed', attempt, tookMs);
        return this.stop(tx, endpointId, 'disabled', 'gone');
      }
      const isOver = failedFor >= failingMilliseconds;
      const wait = waitAfter(attempts + 1);
      // Messages pending when an endpoint is paused are sent when it is resumed.
      if (wait === null && !isOver) {
        await this.note(tx, id, 'failed', attempt, tookMs);
        return this.mails.tell(tx, endpoint?.campaignId ?? null);
      }
      await this.note(tx, id, 'queued', attempt, tookMs, new Date(now.getTime() + (wait ?? 0)));
      if (isOver) await this.stop(tx, endpointId, 'paused', 'failing');
    });
  }

  private async stop(
    tx: Tx,
    endpointId: string,
    status: 'paused' | 'disabled',
    reason: 'failing' | 'gone',
  ): Promise<void> {
    if (!(await this.endpoints.stop(tx, endpointId, status, reason))) return;
    await this.audit.record(tx, { actor: 'system', action: `webhooks.${status}`, details: { endpointId, reason } });
    const stopped = await tx.webhookEndpoint.findUnique({ where: { id: endpointId }, select: { campaignId: true } });
    await this.mails.tell(tx, stopped?.campaignId ?? null);
  }

  private async note(
    tx: Tx,
    id: string,
    status: DeliveryStatus,
    attempt: Attempt,
    tookMs: number,
    nextAt?: Date,
  ): Promise<void> {
    const finishedAt = status === 'queued' ? null : this.clock.now();
    const data = { ...attempt, tookMs, status, finishedAt, ...(nextAt && { nextAt }) };
    await tx.webhookDelivery.updateMany({ where: { id: BigInt(id), status: 'queued' satisfies DeliveryStatus }, data });
  }
}
