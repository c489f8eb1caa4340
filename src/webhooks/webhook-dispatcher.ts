import { lockUntilCommit } from '../platform/database/advisory-locks.js';
import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { EventLog } from '../platform/events/event-log.js';
import { WebhookClient } from './webhook-client.js';
import { bodyOf, headersOf, messageIdOf, type ToldEvent } from './webhook-message.js';
import { WebhookSecrets } from './webhook-secrets.service.js';
import { WebhookSettlement } from './webhook-settlement.service.js';
import { findBusyEndpoints, findDueDeliveries, handOver, type DueDelivery } from './webhooks.sql.js';
import { atOnce, leaseMilliseconds, type EndpointStatus } from './webhooks.values.js';

const lookEveryMilliseconds = 1_000;
const eventsAtOnce = 1_000;

/** Destination of a batch, and its signing secrets. */
interface Target {
  id: string;
  url: string;
  secrets: string[];
}

/**
 * Notifies endpoints of events. Every second it hands new events over, one row for each subscribed endpoint, and sends what is due: each endpoint
 * separately under a lease, so that a slow one delays no other, and one process at a time, so that events of a subject stay in order.
 */
@Injectable()
export class WebhookDispatcher implements BeforeApplicationShutdown {
  private readonly log = new Logger('Webhooks');
  private readonly me = randomUUID();
  private readonly inFlight = new Map<string, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly secrets: WebhookSecrets,
    private readonly client: WebhookClient,
    private readonly settlement: WebhookSettlement,
  ) {}

  /** Works from now on; called once, in processes with the worker role. */
  start(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look().then(() => {
        if (!this.isStopping) this.start();
      });
    }, lookEveryMilliseconds);
    this.timer.unref();
  }

  /** Sends until nothing is due; for tests. */
  async runDue(): Promise<void> {
    await this.look();
    await Promise.all(this.inFlight.values());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.looking;
    await Promise.all(this.inFlight.values());
  }

  /** Never rejects: failures are retried a second later. */
  private async look(): Promise<void> {
    try {
      await this.handOver();
      const busy = await this.database.run<{ id: string }>(findBusyEndpoints, [this.clock.now()]);
      for (const { id } of busy) if (!this.inFlight.has(id)) this.inFlight.set(id, this.serve(id));
    } catch (error) {
      this.log.warn(`Webhooks wait: ${error instanceof Error ? error.name : 'error'}`);
    }
  }

  private async handOver(): Promise<void> {
    // Most of the time there is nothing, and there is no need to wait for the lock.
    while (
      !this.isStopping &&
      (await this.database.prisma.event.findFirst({ where: { heard: false }, select: { seq: true } }))
    )
      await this.database.transaction(async (tx) => {
        await lockUntilCommit(tx, 'webhookEvents');
        await handOver(tx, this.clock.now(), eventsAtOnce);
      });
  }

  private async serve(endpointId: string): Promise<void> {
    try {
      let isMoreDue = true;
      while (isMoreDue && !this.isStopping && (await this.takeLease(endpointId)))
        isMoreDue = await this.sendPortion(endpointId);
      await this.database.prisma.webhookEndpoint.updateMany({
        where: { id: endpointId, leaseBy: this.me },
        data: { leaseBy: null, leaseUntil: null },
      });
    } catch (error) {
      // If the lease has expired, the next holder resends what was not settled.
      this.log.warn(`Webhook ${endpointId} waits: ${error instanceof Error ? error.name : 'error'}`);
    } finally {
      this.inFlight.delete(endpointId);
    }
  }

  private async takeLease(id: string): Promise<boolean> {
    const now = this.clock.now();
    const { count } = await this.database.prisma.webhookEndpoint.updateMany({
      where: {
        id,
        status: 'active' satisfies EndpointStatus,
        OR: [{ leaseBy: null }, { leaseBy: this.me }, { leaseUntil: { lte: now } }],
      },
      data: { leaseBy: this.me, leaseUntil: new Date(now.getTime() + leaseMilliseconds) },
    });
    return count > 0;
  }

  /** Messages of different subjects in parallel. @returns false when nothing is due, or while nothing succeeds */
  private async sendPortion(id: string): Promise<boolean> {
    const endpoint = await this.database.prisma.webhookEndpoint.findUnique({ where: { id } });
    if (!endpoint) return false;
    const most = endpoint.failingSince === null ? atOnce : 1;
    const due = await this.database.run<DueDelivery>(findDueDeliveries, [id, this.clock.now(), most]);
    const seqs = due.map(({ eventSeq }) => BigInt(eventSeq));
    const events = await this.events.find(this.database.prisma, seqs);
    const secrets = this.secrets.inForce(endpoint, this.clock.now());
    const goOn = await Promise.all(
      due.map((delivery) =>
        this.send({ id, url: endpoint.url, secrets }, delivery, events.get(BigInt(delivery.eventSeq))),
      ),
    );
    return goOn.includes(true);
  }

  /** @returns whether it makes sense to continue at once */
  private async send(
    { id, url, secrets }: Target,
    delivery: DueDelivery,
    event: ToldEvent | undefined,
  ): Promise<boolean> {
    if (!event) {
      await this.settlement.drop(delivery);
      return true;
    }
    await this.settlement.begin(delivery);
    const began = performance.now();
    const body = bodyOf(event);
    const attempt = await this.client.post(
      url,
      headersOf(messageIdOf(delivery.eventId), this.clock.now(), body, secrets),
      body,
    );
    const isDelivered = attempt.outcome === 'delivered';
    const milliseconds = Math.round(performance.now() - began);
    if (isDelivered) await this.settlement.succeed(id, delivery, attempt, milliseconds);
    else await this.settlement.fail(id, delivery, attempt, milliseconds);
    return isDelivered;
  }
}
