import { lockOneUntilCommit } from '../platform/database/advisory-locks.js';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import type { MinistryChannel } from '../generated/prisma/client.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { CONFIG } from '../platform/runtime.js';
import { mostWaiting, waits, type Waiting } from '../platform/waiting.js';
import { StatesService } from '../treaties/states.service.js';
import { isExampleAddress } from './example-address.js';
import { ChannelNotFound, ExampleAddress, MinistryRefused } from './ministries.errors.js';
import type { ChannelEnd, NewChannel } from './ministries.schema.js';

export type Channel = MinistryChannel;

/** The preferred channel comes first: the fewest failures, then the newest verification. */
export const inOrderOfUse = [{ failures: 'asc' }, { verifiedAt: 'desc' }, { id: 'desc' }] as const;

/** Contact channels of ministries. One person enters an address and another verifies it before anything is sent there. */
@Injectable()
export class ChannelsService {
  /** Email only goes into the local mailbox. */
  readonly localMailbox: boolean;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly states: StatesService,
  ) {
    this.localMailbox = config.SMTP_URL === undefined;
  }

  /** All entries, the newest first. */
  of(iso: string): Promise<Channel[]> {
    return this.database.prisma.ministryChannel.findMany({ where: { iso }, orderBy: { id: 'desc' } });
  }

  /** Of all ministries, the oldest first. */
  waiting(): Promise<Channel[]> {
    return this.database.prisma.ministryChannel.findMany({
      where: { verifiedBy: null, endedAt: null },
      orderBy: { id: 'asc' },
    });
  }

  /** The same, with as much of each as its first line needs. */
  async toVerify(): Promise<Waiting[]> {
    const rows = await this.database.prisma.ministryChannel.findMany({
      where: { verifiedBy: null, endedAt: null },
      orderBy: { id: 'asc' },
      take: mostWaiting,
      select: { iso: true, enteredBy: true, enteredAt: true },
    });
    if (rows.length === 0) return [];
    const stateOf = await this.states.all();
    return rows.map(({ iso, enteredBy, enteredAt }) =>
      waits({ title: stateOf(iso, 'en').name, since: enteredAt, by: [enteredBy], at: iso }),
    );
  }

  /** Whether a letter could go to any ministry. */
  async hasVerified(): Promise<boolean> {
    const where = { verifiedBy: { not: null }, endedAt: null };
    return (await this.database.prisma.ministryChannel.findFirst({ where, select: { id: true } })) !== null;
  }

  /** Of all ministries: verified and in use, or unverified. */
  open(): Promise<Channel[]> {
    return this.database.prisma.ministryChannel.findMany({ where: { endedAt: null }, orderBy: { id: 'asc' } });
  }

  /** Whether a letter may go there now. Example addresses of a demonstration stop working when a mail server is configured. */
  isUsable(channel: Channel): boolean {
    return (
      channel.verifiedBy !== null &&
      channel.endedAt === null &&
      (this.localMailbox || !isExampleAddress(channel.address))
    );
  }

  /** @throws StateUnknown, ExampleAddress, MinistryRefused `channel.duplicate` @returns its id */
  async add(iso: string, channel: NewChannel, actor: string): Promise<string> {
    await this.states.get(iso, 'en');
    return this.database.transaction((tx) => this.addIn(tx, iso, channel, actor));
  }

  async addIn(tx: Tx, iso: string, channel: NewChannel, actor: string): Promise<string> {
    this.refuseExample(channel.address);
    await lockOneUntilCommit(tx, 'ministry', iso);
    if (await this.isOnRecord(tx, iso, channel)) throw new MinistryRefused('channel.duplicate');
    const id = newId();
    const { kind, address, source, confidence } = channel;
    await tx.ministryChannel.create({
      data: {
        id,
        iso,
        kind,
        address,
        note: channel.note ?? null,
        source,
        confidence,
        enteredBy: actor,
        enteredAt: this.clock.now(),
      },
    });
    await this.audit.record(tx, { actor, action: 'ministry.channel_entered', details: { iso, id, kind } });
    return id;
  }

  async isOnRecord(tx: Tx, iso: string, { kind, address }: Pick<NewChannel, 'kind' | 'address'>): Promise<boolean> {
    const open = await tx.ministryChannel.findMany({ where: { iso, kind, endedAt: null }, select: { address: true } });
    return open.some((one) => one.address.toLowerCase() === address.toLowerCase());
  }

  /** @throws ChannelNotFound, ExampleAddress, MinistryRefused `channel.same_person`, `channel.verified`, `channel.ended` */
  async verify(iso: string, id: string, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockOneUntilCommit(tx, 'ministry', iso);
      const channel = await this.openIn(tx, iso, id);
      if (channel.verifiedBy !== null) throw new MinistryRefused('channel.verified');
      if (channel.enteredBy === actor) throw new MinistryRefused('channel.same_person');
      this.refuseExample(channel.address);
      await tx.ministryChannel.update({ where: { id }, data: { verifiedBy: actor, verifiedAt: this.clock.now() } });
      await this.audit.record(tx, {
        actor,
        action: 'ministry.channel_verified',
        details: { iso, id, kind: channel.kind },
      });
    });
  }

  /** @throws ChannelNotFound, MinistryRefused `channel.ended`; `channel.last_one` unless `evenLast` is given */
  async end(iso: string, id: string, { reason, evenLast }: ChannelEnd, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockOneUntilCommit(tx, 'ministry', iso);
      const channel = await this.openIn(tx, iso, id);
      const others = await tx.ministryChannel.findMany({ where: { iso, endedAt: null, id: { not: id } } });
      const isLast = this.isUsable(channel) && !others.some((one) => this.isUsable(one));
      if (isLast && evenLast === undefined) throw new MinistryRefused('channel.last_one');
      await tx.ministryChannel.update({
        where: { id },
        data: { endedBy: actor, endedAt: this.clock.now(), endedReason: reason },
      });
      await this.audit.record(tx, {
        actor,
        action: 'ministry.channel_ended',
        details: { iso, id, kind: channel.kind, isLast },
      });
    });
  }

  /** @throws ExampleAddress */
  refuseExample(address: string): void {
    if (!this.localMailbox && isExampleAddress(address)) throw new ExampleAddress();
  }

  /** An email to the address was accepted by its server. */
  async noteDelivery(id: string): Promise<void> {
    await this.database.prisma.ministryChannel.update({
      where: { id },
      data: { failures: 0, lastWorkedAt: this.clock.now() },
    });
  }

  /** An email to the address bounced. The address stays, and staff see how often that happened. */
  async countFailure(tx: Tx, id: string): Promise<void> {
    await tx.ministryChannel.update({ where: { id }, data: { failures: { increment: 1 } } });
  }

  private async openIn(tx: Tx, iso: string, id: string): Promise<Channel> {
    const channel = await tx.ministryChannel.findFirst({ where: { id, iso } });
    if (!channel) throw new ChannelNotFound();
    if (channel.endedAt !== null) throw new MinistryRefused('channel.ended');
    return channel;
  }
}
