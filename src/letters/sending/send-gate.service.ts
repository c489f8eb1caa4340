import { Injectable } from '@nestjs/common';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock, days } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { dayIn } from '../../platform/day.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { ChannelsService } from '../../ministries/channels.service.js';
import { provisionalHold, type Hold } from '../writing/provisional-hold.js';
import { MinistriesService } from '../../ministries/ministries.service.js';
import type { ChannelKind } from '../../ministries/ministries.values.js';
import { daysBetweenLetters } from './runs.status.js';
import { recentLetterTo } from './dispatch.sql.js';

/** What the gate checks. */
export interface GatedLetter {
  id: string;
  iso: string;
  channelId: string | null;
  timeZone: string | null;
  positions: unknown;
  claims: string[];
  run: {
    channel: string;
    purpose: string;
    author: string;
    approvedBy: string | null;
    approvedHash: string | null;
    planHash: string | null;
  };
}

/** Checks every letter, when it is planned and again when it is sent. */
@Injectable()
export class SendGate {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly positions: PositionsService,
    private readonly claims: ClaimsService,
    private readonly ministries: MinistriesService,
    private readonly channels: ChannelsService,
  ) {}

  /** Why the letter may not be sent now; empty when it may. */
  async holdsOn(letter: GatedLetter): Promise<Hold[]> {
    const now = this.clock.now();
    const today = dayIn(letter.timeZone ?? 'UTC', now);
    const kind: ChannelKind = letter.run.channel === 'post' ? 'post' : 'email';
    return [
      ...approvalHolds(letter.run),
      ...(await this.positionHolds(letter, today)),
      ...(await this.claims.obstaclesTo(letter.claims)).map(({ key, obstacle }) => ({
        code: `claim.${obstacle}`,
        detail: `Claim ${key} may not be used: ${obstacle}.`,
      })),
      ...(await this.ministries.sendability(letter.iso, kind, today)),
      ...(await this.channelHolds(letter, kind)),
      // A correction of an error is not delayed.
      ...(letter.run.purpose === 'correction'
        ? []
        : await this.recipientHolds(letter, new Date(now.getTime() - days(daysBetweenLetters)))),
    ];
  }

  /** According to the ledger, the State must have the status the letter was written for. */
  private async positionHolds({ iso, positions, run }: GatedLetter, today: string): Promise<Hold[]> {
    const planned = positions as Record<string, string>;
    const under = await this.positions.ofState(iso, today);
    const moved = under.filter(({ convention, position }) => planned[convention] !== position);
    // An error is corrected even if something is uncertain now.
    const uncertain = run.purpose === 'correction' ? null : provisionalHold(under);
    const changes = moved.map(({ convention, position }) => ({
      code: 'position.changed',
      detail: `${convention}: the letter was written for "${planned[convention] ?? 'unknown'}", and the ledger says "${position}".`,
    }));
    return uncertain ? [...changes, uncertain] : changes;
  }

  /** The address the plan was approved with, not another that was added since. */
  private async channelHolds({ iso, channelId }: GatedLetter, kind: ChannelKind): Promise<Hold[]> {
    const channel = (await this.channels.of(iso)).find(({ id }) => id === channelId);
    if (channel && channel.kind === kind && this.channels.isUsable(channel)) return [];
    return [{ code: 'channel.changed', detail: 'The address this letter was approved for is no longer in use.' }];
  }

  private async recipientHolds({ iso, id }: GatedLetter, since: Date): Promise<Hold[]> {
    const earlier = await recentLetterTo(this.database.prisma, iso, id, since);
    if (earlier === null) return [];
    return [
      {
        code: 'recipient.too_soon',
        detail: `Letter ${earlier} was sent to this ministry less than ${daysBetweenLetters} days ago.`,
      },
    ];
  }
}

/** Two-person approval of one plan: the one that was viewed. */
export function approvalHolds({ author, approvedBy, approvedHash, planHash }: GatedLetter['run']): Hold[] {
  if (approvedBy === null || approvedBy === author)
    return [{ code: 'run.not_approved', detail: 'No second person has approved the run.' }];
  return planHash !== null && approvedHash === planHash
    ? []
    : [{ code: 'run.changed', detail: 'The plan is not the one that was approved.' }];
}
