import { createHash } from 'node:crypto';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock, hours } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';
import { Files } from '../platform/files/files.js';
import { CONFIG } from '../platform/runtime.js';
import { orderOf, type ExportRecord } from './export-record.js';
import { ExportRuns } from './export-runs.js';
import { detailsOf } from './export.service.js';
import { endAbandoned } from './export.sql.js';
import { presetOf, type ExportStatus } from './export.values.js';

export const makeExportFileJob = defineJob('petitions.make_export_file', z.object({ exportId: z.uuid() }), {
  attempts: 5,
});
export const resumeExportsJob = defineJob('petitions.resume_exports', z.object({}), { attempts: 3 });
/** Where files of exports lie. */
const folder = 'exports';
/**
 * Named by the export's id, so no name reveals the content, and by its key: each attempt has a file of its own, and deleting an earlier one cannot touch
 * it. Without a key: written by an earlier version.
 */
const nameOf = ({ id, fileKey }: Pick<ExportRecord, 'id' | 'fileKey'>): string =>
  fileKey === null ? id : `${id}-${createHash('sha256').update(fileKey).digest('hex').slice(0, 16)}`;
export const exportFile = (row: Pick<ExportRecord, 'id' | 'fileKey'>): string => `${folder}/${nameOf(row)}`;

export const sweepExportFilesJob = defineJob('petitions.sweep_export_files', z.object({}), { attempts: 3 });

/** Generates the files of queued exports, one at a time, and resumes after a stop or a crash. */
@Injectable()
export class ExportMaker implements OnModuleInit, BeforeApplicationShutdown {
  private isMaking = false;
  private isStopping = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly runs: ExportRuns,
    private readonly files: Files,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(makeExportFileJob, ({ exportId }) => this.make(exportId));
    this.jobs.handle(sweepExportFilesJob, async () => void (await this.sweep()));
    this.jobs.schedule(sweepExportFilesJob, '* * * * *');
    this.jobs.handle(resumeExportsJob, () => this.resume());
    this.jobs.schedule(resumeExportsJob, '* * * * *');
  }

  /**
   * The job: one export at a time in this process, so that a waiting job does not block others. Queued ones follow, the oldest first. Does nothing
   * when the export is not queued, or another is in progress: that one goes on with the rest.
   */
  async make(id: string): Promise<void> {
    if (this.isMaking) return;
    this.isMaking = true;
    try {
      await this.makeNow(id);
      for (let next = await this.oldestWaiting(); next !== null && !this.isStopping; next = await this.oldestWaiting())
        await this.makeNow(next);
    } finally {
      this.isMaking = false;
    }
  }

  /** No new one is started; the current one is aborted by `ExportRuns` and waits for the next process. */
  beforeApplicationShutdown(): void {
    this.isStopping = true;
  }

  /** Resumes exports interrupted by a stop or a crash; each minute. */
  async resume(): Promise<void> {
    await this.database.run(endAbandoned, [this.clock.now()]);
    const next = this.isStopping ? null : await this.oldestWaiting();
    if (next !== null) await this.make(next);
  }

  /**
   * Deletes files that have expired, that a withdrawal made outdated, or that are unknown: first their keys, which makes them worthless wherever they
   * lie, then the files. Any worker can do it for all.
   * @returns number of files deleted
   */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    const { export: exports } = this.database.prisma;
    const kept = [{ status: 'running' }, { status: 'finished', outdatedAt: null }];
    await exports.updateMany({
      where: { stored: true, status: 'finished', expiresAt: { lte: now } },
      data: { status: 'removed' satisfies ExportStatus },
    });
    await exports.updateMany({ where: { fileKey: { not: null }, NOT: { OR: kept } }, data: { fileKey: null } });
    return this.files.sweep(folder, async () => {
      const rows = await exports.findMany({ where: { stored: true, OR: kept }, select: { id: true, fileKey: true } });
      return new Set(rows.map(nameOf));
    });
  }

  private async oldestWaiting(): Promise<string | null> {
    const where = { stored: true, status: 'queued' satisfies ExportStatus };
    return (
      (await this.database.prisma.export.findFirst({ where, orderBy: { startedAt: 'asc' }, select: { id: true } }))
        ?.id ?? null
    );
  }

  private async makeNow(id: string): Promise<void> {
    const row = await this.database.prisma.export.findUnique({ where: { id } });
    if (!row?.stored) return;
    const { slug } = await this.database.prisma.petition.findUniqueOrThrow({
      where: { id: row.petitionId },
      select: { slug: true },
    });
    const snapshotAt = this.clock.now();
    const fileKey = this.files.newKey();
    const { count } = await this.database.prisma.export.updateMany({
      where: { id, status: 'queued' },
      data: { status: 'running' satisfies ExportStatus, snapshotAt, fileKey },
    });
    if (count === 0) return;
    const order = orderOf(row);
    const { personal } = presetOf(order.preset);
    const record = {
      id,
      petitionId: row.petitionId,
      actor: row.requestedBy,
      order,
      details: detailsOf(id, slug, order),
    };
    const expiresAt = new Date(snapshotAt.getTime() + hours(this.config.EXPORT_KEEP_HOURS));
    const sinks = () => this.files.sinks(exportFile({ id, fileKey }), fileKey);
    await this.runs.store({ ...record, mark: personal ? row.mark : null, encryptTo: row.encryptTo }, sinks, expiresAt);
    // Removed while it was generated: nobody may have it.
    await this.sweep();
  }
}
