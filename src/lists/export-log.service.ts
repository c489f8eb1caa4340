import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
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

  /** The latest first; exports left running by a dead process are ended before they are shown. */
  async recent(limit = 50): Promise<ExportEntry[]> {
    await this.database.run(endAbandoned, [this.clock.now()]);
    return this.entries(await this.database.prisma.export.findMany({ orderBy: { startedAt: 'desc' }, take: limit }));
  }

  /** Full lists awaiting approval, the oldest first. */
  async waiting(): Promise<ExportEntry[]> {
    return this.entries(
      await this.database.prisma.export.findMany({
        where: { status: 'awaiting_approval' },
        orderBy: { startedAt: 'asc' },
      }),
    );
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
