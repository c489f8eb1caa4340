import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { endAbandoned } from './export.sql.js';
import type { ExportStatus } from './export.status.js';

/** An export as staff see it: who, what, how far. `rowsExpected` was counted just before; people may have signed since. */
export interface ExportEntry {
  id: string;
  petitionSlug: string;
  requestedBy: string;
  format: string;
  filter: Record<string, unknown>;
  status: ExportStatus;
  rowsExpected: number;
  rowsDone: number;
  sha256: string | null;
  startedAt: Date;
  finishedAt: Date | null;
}

/** The list of exports, running and past. */
@Injectable()
export class ExportLogService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The latest first; what a dead process left running is ended before it is shown. */
  async recent(limit = 50): Promise<ExportEntry[]> {
    await this.database.run(endAbandoned, [this.clock.now()]);
    const rows = await this.database.prisma.export.findMany({ orderBy: { startedAt: 'desc' }, take: limit });
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
}
