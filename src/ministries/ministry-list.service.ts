import { Injectable } from '@nestjs/common';
import { Clock, utcDay } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { StatesService } from '../treaties/states.service.js';
import { ChannelsService, type Channel } from './channels.service.js';
import { decisionHolds } from './contact-decisions.service.js';
import {
  lacks,
  neededFields,
  weakest,
  type ChannelKind,
  type Confidence,
  type ContactDecisionKind,
  type Lack,
  type MinistryField,
} from './ministries.values.js';
import { isStale, OfficeHoldersService } from './office-holders.service.js';

export interface MinistryLine {
  iso: string;
  state: string;
  /** Null where it is not known. */
  ministry: string | null;
  /** The lowest among the facts a letter needs; null when one is not known. */
  confidence: Confidence | null;
  /** In use, without repetition. */
  channels: ChannelKind[];
  holder: { name: string; stale: boolean } | null;
  decision: ContactDecisionKind | null;
  lacks: Lack[];
}

/** All ministries in one list. */
@Injectable()
export class MinistryListService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly states: StatesService,
    private readonly channels: ChannelsService,
    private readonly holders: OfficeHoldersService,
  ) {}

  /** Sorted by the English name of the state. */
  async list(): Promise<MinistryLine[]> {
    const { prisma } = this.database;
    const today = utcDay(this.clock.now());
    const [states, facts, open, decisions, holders] = await Promise.all([
      this.states.list('en'),
      prisma.ministryFact.findMany({
        orderBy: { seq: 'asc' },
        select: { iso: true, field: true, value: true, confidence: true },
      }),
      this.channels.open(),
      prisma.contactDecision.findMany({ orderBy: { seq: 'asc' } }),
      this.holders.allOn(today),
    ]);
    const factAt = new Map(facts.map((fact) => [`${fact.iso} ${fact.field}`, fact]));
    const decisionAt = new Map(decisions.map((decision) => [decision.iso, decision]));
    const openAt = new Map<string, Channel[]>();
    for (const way of open) openAt.set(way.iso, [...(openAt.get(way.iso) ?? []), way]);
    return states.map(({ iso, name }) => {
      const fact = (field: MinistryField) => factAt.get(`${iso} ${field}`);
      const needed = neededFields.map((field) => fact(field)?.confidence as Confidence | undefined);
      const ways = openAt.get(iso) ?? [];
      const channels = [
        ...new Set(ways.filter((way) => this.channels.isUsable(way)).map(({ kind }) => kind as ChannelKind)),
      ];
      const holder = holders.get(iso);
      const decision = decisionAt.get(iso) ?? null;
      const lacking: Record<Lack, boolean> = {
        email: !channels.includes('email'),
        verification: ways.some(({ verifiedBy }) => verifiedBy === null),
        holder: !holder || isStale(holder, today),
        decision: decisionHolds(iso, decision, today).some(({ code }) => code === 'ministry.needs_decision'),
        website: !fact('website'),
        postal_address: !fact('postal_address'),
        name_native: !fact('name_native'),
      };
      return {
        iso,
        state: name,
        ministry: fact('name_en')?.value ?? null,
        confidence: needed.includes(undefined) ? null : weakest(needed.filter((one) => one !== undefined)),
        channels,
        holder: holder ? { name: holder.name, stale: isStale(holder, today) } : null,
        decision: (decision?.decision ?? null) as ContactDecisionKind | null,
        lacks: lacks.filter((lack) => lacking[lack]),
      };
    });
  }
}
