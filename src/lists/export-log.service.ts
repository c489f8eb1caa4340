import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { mostWaiting, waits, type Waiting } from '../platform/waiting.js';
import { endAbandoned } from './export.sql.js';
import type { ExportStatus } from './export.values.js';

/** An export as staff see it: who, what, progress. `rowsExpected` was counted just before; people may have signed since. */
export interface ExportEntry {
  id: string;
  petitionSlug: string;
  requestedBy: string;
  preset: string;
  format: string;
  /** A stored file, or null for a streamed one. */
  stored: boolean;
  mark: string;
  reason: string | null;
  encryptTo: string | null;
  decidedBy: string | null;
  expiresAt: Date | null;
  outdatedAt: Date | null;
  filter: Record<string, unknown>;
  status: ExportStatus;
  rowsExpected: number;
  rowsDone: number;
  sha256: string | null;
  startedAt: Date;
  finishedAt: Date | null;
}

type Row = NonNullable<Awaited<ReturnType<Database['prisma']['export']['findUnique']>>>;

/** The list of exports, running and past. */
@Injectable()
export class ExportLogService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The latest first; exports left running by a dead process are ended before they are shown. @param campaignId of this campaign only */
  async recent(limit = 50, campaignId?: string): Promise<ExportEntry[]> {
    await this.database.run(endAbandoned, [this.clock.now()]);
    const where = await this.ofCampaign(campaignId);
    return this.entries(
      await this.database.prisma.export.findMany({ where, orderBy: { startedAt: 'desc' }, take: limit }),
    );
  }

  /** Full lists awaiting approval, the oldest first. @param campaignId of this campaign only */
  async waiting(campaignId?: string): Promise<ExportEntry[]> {
    return this.entries(
      await this.database.prisma.export.findMany({
        where: { status: 'awaiting_approval', ...(await this.ofCampaign(campaignId)) },
        orderBy: { startedAt: 'asc' },
      }),
    );
  }

  /** The same, with as much of each as its first line needs. */
  async toApprove(campaignId: string): Promise<Waiting[]> {
    const rows = await this.database.prisma.export.findMany({
      where: { status: 'awaiting_approval' satisfies ExportStatus, ...(await this.ofCampaign(campaignId)) },
      orderBy: { startedAt: 'asc' },
      take: mostWaiting,
      select: { requestedBy: true, startedAt: true },
    });
    return rows.map(({ requestedBy, startedAt }) => waits({ since: startedAt, by: [requestedBy] }));
  }

  private async ofCampaign(campaignId: string | undefined): Promise<{ petitionId?: { in: string[] } }> {
    if (campaignId === undefined) return {};
    const petitions = await this.database.prisma.petition.findMany({ where: { campaignId }, select: { id: true } });
    return { petitionId: { in: petitions.map(({ id }) => id) } };
  }

  private async entries(rows: Row[]): Promise<ExportEntry[]> {
    const petitions = await this.database.prisma.petition.findMany({
      where: { id: { in: rows.map((row) => row.petitionId) } },
      select: { id: true, slug: true },
    });
    const slugs = new Map(petitions.map(({ id, slug }) => [id, slug]));
    return rows.map(({ petitionId, ...row }) => ({
      ...row,
      petitionSlug: slugs.get(petitionId) ?? '',
      filter: row.filter as Record<string, unknown>,
      status: row.status as ExportStatus,
    }));
  }

  /** The export a leaked row came from. @param mark as it is in the row */
  async trace(mark: string): Promise<ExportEntry | null> {
    const row = await this.database.prisma.export.findUnique({ where: { mark: mark.trim().toUpperCase() } });
    return row && ((await this.entries([row]))[0] ?? null);
  }
}
