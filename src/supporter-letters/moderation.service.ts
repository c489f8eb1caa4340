import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { mostWaiting, waits, type Waiting } from '../platform/waiting.js';
import { oldestGroups } from './moderation.sql.js';
import { PersonalLettersMoved } from './personal-letters.errors.js';
import type { Moderation } from './personal-letters.schema.js';
import { moderationActions, type PersonalLetterStatus } from './personal-letters.status.js';

/** A letter as staff see it. */
export interface ModeratedLetter {
  id: string;
  iso: string;
  status: PersonalLetterStatus;
  name: string;
  country: string;
  locale: string;
  text: string;
  /** Equal for letters with the same words. */
  fingerprint: string;
  writtenAt: Date;
  flagRule: string | null;
  nearest: { id: string; groupId: string | null; similarity: number } | null;
  reason: string | null;
  decidedBy: string | null;
}

/** Similar letters, to be decided together; `more` of the group are not shown. */
export interface ModerationGroup {
  groupId: string;
  letters: ModeratedLetter[];
  more: number;
}

export const queueStatuses = ['waiting', 'accepted', 'rejected', 'unsure'] as const;
export type QueueStatus = (typeof queueStatuses)[number];

const groupsAtOnce = 20;
const lettersOfGroup = 500;

/** Those of a campaign; of all without one. */
const of = (campaignId: string | undefined) => (campaignId === undefined ? {} : { campaignId });

/** Where a person reads letters before they are forwarded. Nothing is decided automatically. */
@Injectable()
export class ModerationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Number of letters by status; texts are not read. */
  async counts(campaignId?: string): Promise<Record<QueueStatus, number>> {
    const where = { status: { in: [...queueStatuses] }, erasedAt: null, ...of(campaignId) };
    const rows = await this.database.prisma.personalLetter.groupBy({ by: ['status'], where, _count: true });
    return Object.fromEntries(
      queueStatuses.map((one) => [one, rows.find(({ status }) => status === one)?._count ?? 0]),
    ) as Record<QueueStatus, number>;
  }

  /** Letters of a campaign that nobody has read, the oldest first; texts and names are not read. */
  async toRead(campaignId: string): Promise<Waiting[]> {
    const rows = await this.database.prisma.personalLetter.findMany({
      where: { status: 'waiting' satisfies PersonalLetterStatus, erasedAt: null, campaignId },
      orderBy: { writtenAt: 'asc' },
      take: mostWaiting,
      select: { confirmedAt: true },
    });
    return rows.map(({ confirmedAt }) => waits({ since: confirmedAt }));
  }

  /**
   * The oldest groups of a status, with their texts; the reading is recorded in the audit log.
   * @param groupId that group only
   * @param after the last group of the page before
   * @returns the groups, and the last of them if there are more
   */
  async queue(
    status: QueueStatus,
    groupId: string | null,
    actor: string,
    campaignId?: string,
    after: string | null = null,
  ): Promise<{ groups: ModerationGroup[]; next: string | null }> {
    const found = await oldestGroups(this.database.prisma, { status, groupId, campaignId, after }, groupsAtOnce + 1);
    const groups = found.slice(0, groupsAtOnce);
    const shown = await Promise.all(
      groups.map(async ({ groupId: of, n }): Promise<ModerationGroup> => {
        const letters = await this.lettersOf(status, of, campaignId);
        return { groupId: of, letters, more: Math.max(0, n - letters.length) };
      }),
    );
    const read = shown.flatMap(({ letters }) => letters.length);
    if (read.length > 0) {
      const details = {
        status,
        groups: shown.map((group) => group.groupId),
        letters: read.reduce((sum, n) => sum + n, 0),
      };
      await this.audit.record(this.database.prisma, { actor, action: 'letters.personal_read', details });
    }
    return { groups: shown, next: found.length > groupsAtOnce ? (groups.at(-1)?.groupId ?? null) : null };
  }

  /** All of them or none. @throws PersonalLettersMoved */
  async decide({ ids, action, reason }: Moderation, actor: string, campaignId?: string): Promise<void> {
    const { from, to } = moderationActions[action];
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const { count } = await tx.personalLetter.updateMany({
        where: { id: { in: ids }, status: { in: [...from] }, erasedAt: null, ...of(campaignId) },
        data: {
          status: to,
          reason: action === 'reject' ? (reason ?? null) : null,
          ...(action === 'undo' ? { decidedBy: null, decidedAt: null } : { decidedBy: actor, decidedAt: now }),
          ...(action === 'not_arrived' && { letterId: null }),
          ...(action === 'arrived' && { deliveredAt: now }),
        },
      });
      if (count !== ids.length) throw new PersonalLettersMoved(ids.length - count);
      const details = { deed: action, ...(action === 'reject' && reason !== undefined && { reason }), letters: ids };
      await this.audit.record(tx, { actor, action: 'letters.personal_decided', details });
    });
  }

  private async lettersOf(
    status: QueueStatus,
    groupId: string,
    campaignId: string | undefined,
  ): Promise<ModeratedLetter[]> {
    const rows = await this.database.prisma.personalLetter.findMany({
      where: { groupId, status, erasedAt: null, ...of(campaignId) },
      orderBy: [{ confirmedAt: 'asc' }, { id: 'asc' }],
      take: lettersOfGroup,
    });
    const near = await this.database.prisma.personalLetter.findMany({
      where: { id: { in: rows.flatMap(({ nearestId }) => nearestId ?? []) }, ...of(campaignId) },
      select: { id: true, groupId: true },
    });
    const groupOf = new Map(near.map((one) => [one.id, one.groupId]));
    return rows.map(({ name, country, text, fingerprint, nearestId, similarity, ...row }) => ({
      ...row,
      status,
      name: name ?? '',
      country: country ?? '',
      text: text ?? '',
      fingerprint: fingerprint ?? '',
      nearest: nearestId && similarity ? { id: nearestId, groupId: groupOf.get(nearestId) ?? null, similarity } : null,
    }));
  }
}
