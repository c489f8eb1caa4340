import { Injectable } from '@nestjs/common';
import type { ContactDecision } from '../generated/prisma/client.js';
import { Database } from '../platform/database/database.js';
import type { Day } from '../platform/day.js';
import { groupBy } from '../platform/group-by.js';
import { ChannelsService, inOrderOfUse, type Channel } from './channels.service.js';
import { decisionHolds } from './contact-decisions.service.js';
import { channelKindWords, type ChannelKind, type MinistryHold } from './ministries.values.js';
import { newestFacts, type MinistryFacts } from './ministry-facts.js';
import { heldOn, holderOf, type Holder } from './office-holders.service.js';

/** Everything that determines how a ministry is written to. */
export interface Dossier {
  iso: string;
  facts: MinistryFacts;
  /** All terms of office. */
  holders: Holder[];
  /** Verified and in use, the preferred one first. */
  channels: Channel[];
  /** The newest. */
  decision: ContactDecision | null;
}

/** Reads everything about many ministries, with one statement per kind of data. */
@Injectable()
export class DossiersService {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelsService,
  ) {}

  /** @returns a function that gives the dossier of any State; empty for one without entries */
  async of(isos: readonly string[]): Promise<(iso: string) => Dossier> {
    const { prisma } = this.database;
    const where = { iso: { in: [...isos] } };
    const [facts, holders, channels, decisions] = await Promise.all([
      prisma.ministryFact.findMany({ where, orderBy: { seq: 'desc' } }),
      prisma.officeHolder.findMany({ where, orderBy: { validFrom: 'desc' } }),
      prisma.ministryChannel.findMany({
        where: { ...where, endedAt: null, verifiedBy: { not: null } },
        orderBy: [...inOrderOfUse],
      }),
      prisma.contactDecision.findMany({ where, orderBy: { seq: 'desc' } }),
    ]);
    const byIso = {
      facts: groupBy(facts, ({ iso }) => iso),
      holders: groupBy(holders, ({ iso }) => iso),
      channels: groupBy(channels, ({ iso }) => iso),
      decisions: groupBy(decisions, ({ iso }) => iso),
    };
    return (iso) => ({
      iso,
      facts: newestFacts(byIso.facts.get(iso) ?? []),
      holders: (byIso.holders.get(iso) ?? []).map(holderOf),
      channels: (byIso.channels.get(iso) ?? []).filter((channel) => this.channels.isUsable(channel)),
      decision: byIso.decisions.get(iso)?.[0] ?? null,
    });
  }
}

export const holderOn = ({ holders }: Dossier, day: Day): Holder | null =>
  holders.find((holder) => heldOn(holder, day)) ?? null;

export const channelIn = ({ channels }: Dossier, kind: ChannelKind): Channel | null =>
  channels.find((channel) => channel.kind === kind) ?? null;

/** Why no letter of this kind may go to the ministry on a day; empty when it may. */
export function holdsAgainst(dossier: Dossier, kind: ChannelKind, day: Day): MinistryHold[] {
  const holds = decisionHolds(dossier.iso, dossier.decision, day);
  if (channelIn(dossier, kind) === null)
    holds.push({ code: 'ministry.no_channel', detail: `No verified address in use: ${channelKindWords[kind]}.` });
  return holds;
}
