import { lockUntilCommit } from '../platform/database/advisory-locks.js';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import type { WebhookEndpoint } from '../generated/prisma/client.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { EventLog } from '../platform/events/event-log.js';
import { newId } from '../platform/ids.js';
import { CONFIG } from '../platform/runtime.js';
import { checkAddress } from './address-rules.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { TooManyWebhooks, WebhookNotFound, WebhookStatusRefused } from './webhooks.errors.js';
import type { NewEndpoint } from './webhooks.schema.js';
import {
  mostEndpoints,
  overlapMilliseconds,
  testType,
  type EndpointStatus,
  type StatusReason,
} from './webhooks.values.js';

/** An endpoint without its secrets. */
export type ListedEndpoint = Omit<WebhookEndpoint, 'secretSealed' | 'previousSealed' | 'leaseBy' | 'leaseUntil'>;

const hidden = { secretSealed: true, previousSealed: true, leaseBy: true, leaseUntil: true } as const;
const listenerName = 'webhooks';

/** Columns set together with the status. */
interface Change {
  status: EndpointStatus;
  reason: StatusReason | null;
  from: readonly EndpointStatus[];
}

/** The endpoints: who is notified, and with which secret. A secret leaves this class when it is created, and for signing. */
@Injectable()
export class WebhookEndpoints {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly events: EventLog,
    private readonly secrets: WebhookSecrets,
  ) {}

  list(): Promise<ListedEndpoint[]> {
    return this.database.prisma.webhookEndpoint.findMany({ omit: hidden, orderBy: { id: 'asc' } });
  }

  /** @throws WebhookNotFound */
  async get(id: string): Promise<ListedEndpoint> {
    const row = await this.database.prisma.webhookEndpoint.findUnique({ where: { id }, omit: hidden });
    if (!row) throw new WebhookNotFound();
    return row;
  }

  /** Events from now on are sent to it. @param campaignId only those of this campaign @returns the secret, which is not shown again @throws AddressRefused, TooManyWebhooks */
  async create(
    { url, description, types }: NewEndpoint,
    actor: string,
    campaignId: string | null = null,
  ): Promise<{ id: string; secret: string }> {
    const { href, hostname } = checkAddress(url, this.config.WEBHOOK_ALLOW_PRIVATE === 'on');
    const [id, secret, now] = [newId(), this.secrets.make(), this.clock.now()];
    const chosen = [...new Set(types)];
    await this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'webhookEndpoints');
      if ((await tx.webhookEndpoint.count()) >= mostEndpoints) throw new TooManyWebhooks();
      await tx.webhookEndpoint.create({
        data: {
          id,
          url: href,
          description,
          types: chosen,
          campaignId,
          status: 'active' satisfies EndpointStatus,
          secretSealed: this.secrets.seal(id, secret),
          createdBy: actor,
          createdAt: now,
          statusAt: now,
        },
        select: { id: true },
      });
      await this.events.listen(tx, listenerName);
      // Path and query of a URL may be a secret of the receiver.
      await this.audit.record(tx, {
        actor,
        action: 'webhooks.created',
        details: { endpointId: id, host: hostname, types: chosen, campaignId },
      });
    });
    return { id, secret };
  }

  /** A new secret; the previous one stays valid for 24 hours, older ones end at once. @returns it, once @throws WebhookNotFound */
  async rotate(id: string, actor: string): Promise<string> {
    const secret = this.secrets.make();
    await this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'webhookEndpoints');
      const row = await tx.webhookEndpoint.findUnique({ where: { id }, select: { secretSealed: true } });
      if (!row) throw new WebhookNotFound();
      const previousUntil = new Date(this.clock.now().getTime() + overlapMilliseconds);
      const data = { secretSealed: this.secrets.seal(id, secret), previousSealed: row.secretSealed, previousUntil };
      await tx.webhookEndpoint.update({ where: { id }, data, select: { id: true } });
      await this.audit.record(tx, { actor, action: 'webhooks.secret_rotated', details: { endpointId: id } });
    });
    return secret;
  }

  /** Events are queued meanwhile. @throws WebhookNotFound, WebhookStatusRefused */
  pause(id: string, actor: string): Promise<void> {
    return this.change(id, actor, 'paused', (tx) =>
      this.becomes(tx, id, { status: 'paused', reason: 'person', from: ['active'] }),
    );
  }

  /** Queued messages are tried at once, with all their attempts again. @throws WebhookNotFound, WebhookStatusRefused */
  resume(id: string, actor: string): Promise<void> {
    return this.change(id, actor, 'resumed', async (tx) => {
      const done = await this.becomes(tx, id, { status: 'active', reason: null, from: ['paused', 'disabled'] });
      if (done)
        await tx.webhookDelivery.updateMany({
          where: { endpointId: id, status: 'queued' },
          data: { attempts: 0, nextAt: this.clock.now() },
        });
      return done;
    });
  }

  /** Removes it with its deliveries. @throws WebhookNotFound */
  remove(id: string, actor: string): Promise<void> {
    return this.change(id, actor, 'removed', async (tx) => {
      const { count } = await tx.webhookEndpoint.deleteMany({ where: { id } });
      await this.tellOnlyIfNeeded(tx);
      return count > 0;
    });
  }

  /** Queues a message of the type `webhook.test` for this endpoint only. @throws WebhookNotFound */
  test(id: string, actor: string): Promise<void> {
    return this.change(id, actor, 'tested', async (tx) => {
      await this.events.append(tx, { type: testType, subjectKind: 'webhook', subjectId: id, data: { endpointId: id } });
      return (
        (await tx.webhookEndpoint.count({ where: { id, status: { not: 'disabled' satisfies EndpointStatus } } })) > 0
      );
    });
  }

  /** Automatic changes, in the transaction that settles a delivery. The caller holds the lock. @returns false when somebody was quicker */
  stop(tx: Tx, id: string, status: 'paused' | 'disabled', reason: StatusReason): Promise<boolean> {
    return this.becomes(tx, id, { status, reason, from: ['active'] });
  }

  private async becomes(tx: Tx, id: string, { status, reason, from }: Change): Promise<boolean> {
    const { count } = await tx.webhookEndpoint.updateMany({
      where: { id, status: { in: [...from] } },
      data: { status, reason, statusAt: this.clock.now(), failingSince: null, leaseBy: null, leaseUntil: null },
    });
    await this.tellOnlyIfNeeded(tx);
    return count > 0;
  }

  private async change(id: string, actor: string, action: string, work: (tx: Tx) => Promise<boolean>): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'webhookEndpoints');
      const row = await tx.webhookEndpoint.findUnique({ where: { id }, select: { status: true } });
      if (!row) throw new WebhookNotFound();
      if (!(await work(tx))) throw new WebhookStatusRefused(row.status);
      await this.audit.record(tx, { actor, action: `webhooks.${action}`, details: { endpointId: id } });
    });
  }

  /** Events are written exactly while an endpoint is active or paused. */
  private async tellOnlyIfNeeded(tx: Tx): Promise<void> {
    const told = await tx.webhookEndpoint.count({ where: { status: { not: 'disabled' satisfies EndpointStatus } } });
    if (told > 0) await this.events.listen(tx, listenerName);
    else await this.events.stopListening(tx, listenerName);
  }
}
