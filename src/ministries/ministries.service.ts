import { lockOneUntilCommit } from '../platform/database/advisory-locks.js';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { WorkingDaysService } from '../campaigns/working-days.service.js';
import type { ContactDecision, MinistryFact } from '../generated/prisma/client.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import type { Day } from '../platform/day.js';
import { newId } from '../platform/ids.js';
import { StatesService, type StateFacts } from '../treaties/states.service.js';
import { capitalTimeZones } from './capital-time-zones.js';
import { ChannelsService, type Channel } from './channels.service.js';
import { ContactDecisionsService } from './contact-decisions.service.js';
import type { NewFact } from './ministries.schema.js';
import { DossiersService, holdsAgainst } from './dossiers.service.js';
import { newestFacts, type MinistryFacts } from './ministry-facts.js';
import { decisionNeeded, type ChannelKind, type MinistryHold } from './ministries.values.js';
import { OfficeHoldersService, type Holder } from './office-holders.service.js';

/** Everything recorded about a ministry. */
export interface Ministry {
  state: StateFacts;
  /** Current values, by field. */
  facts: MinistryFacts;
  /** All entries, the newest first. */
  history: MinistryFact[];
  channels: (Channel & { usable: boolean })[];
  holders: Holder[];
  /** The newest is in force. */
  decisions: ContactDecision[];
  /** Why a decision is needed; null where none is. */
  decisionNeeded: string | null;
  /** Of the capital, IANA name */
  timeZone: string;
  /** Days off in every week; 0 is Sunday. */
  weekend: readonly number[];
  /** Reasons that block email today. */
  holds: MinistryHold[];
}

/** Foreign ministries: what is known about them, and whether they may be contacted. */
@Injectable()
export class MinistriesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly states: StatesService,
    private readonly channels: ChannelsService,
    private readonly holders: OfficeHoldersService,
    private readonly decisions: ContactDecisionsService,
    private readonly workingDays: WorkingDaysService,
    private readonly dossiers: DossiersService,
  ) {}

  /** @throws StateUnknown */
  async get(iso: string): Promise<Ministry> {
    const { prisma } = this.database;
    const [state, history, channels, holders, decisions, holds] = await Promise.all([
      this.states.get(iso, 'en'),
      prisma.ministryFact.findMany({ where: { iso }, orderBy: { seq: 'desc' } }),
      this.channels.of(iso),
      this.holders.of(iso),
      this.decisions.of(iso),
      this.sendability(iso, 'email', utcDay(this.clock.now())),
    ]);
    return {
      state,
      facts: newestFacts(history),
      history,
      channels: channels.map((channel) => ({ ...channel, usable: this.channels.isUsable(channel) })),
      holders,
      decisions,
      decisionNeeded: decisionNeeded[iso] ?? null,
      timeZone: capitalTimeZones[iso] ?? 'UTC',
      weekend: this.workingDays.weekend(iso),
      holds,
    };
  }

  /** Current values, by field. */
  async factsOf(iso: string): Promise<MinistryFacts> {
    return newestFacts(await this.database.prisma.ministryFact.findMany({ where: { iso }, orderBy: { seq: 'desc' } }));
  }

  /** @throws StateUnknown @returns false when exactly this is recorded already */
  async enter(iso: string, fact: NewFact, actor: string): Promise<boolean> {
    await this.states.get(iso, 'en');
    return this.database.transaction((tx) => this.enterIn(tx, iso, fact, actor));
  }

  async enterIn(tx: Tx, iso: string, fact: NewFact, actor: string): Promise<boolean> {
    await lockOneUntilCommit(tx, 'ministry', iso);
    if (await this.isOnRecord(tx, iso, fact)) return false;
    await tx.ministryFact.create({
      data: { id: newId(), iso, ...fact, enteredBy: actor, enteredAt: this.clock.now() },
    });
    const { field, confidence } = fact;
    await this.audit.record(tx, { actor, action: 'ministry.fact_entered', details: { iso, field, confidence } });
    return true;
  }

  async isOnRecord(tx: Tx, iso: string, { field, value, source, confidence }: NewFact): Promise<boolean> {
    const last = await tx.ministryFact.findFirst({ where: { iso, field }, orderBy: { seq: 'desc' } });
    return last?.value === value && last.source === source && last.confidence === confidence;
  }

  /** Why no letter of this kind may go to the ministry on a day; empty when it may. */
  async sendability(iso: string, kind: ChannelKind, day: Day): Promise<MinistryHold[]> {
    return holdsAgainst((await this.dossiers.of([iso]))(iso), kind, day);
  }
}
