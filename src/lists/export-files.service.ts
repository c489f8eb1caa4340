import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { AuthForbidden } from '../access/access.errors.js';
import { AuditLog } from '../access/audit.service.js';
import { may } from '../access/roles.js';
import { Clock, hours } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { InvalidInput } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';
import { CONFIG } from '../platform/runtime.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { filterOnRecord, storedFilter } from './supporter-filter.schema.js';
import { isPublicKey } from './export-encryption.js';
import { ExportFolder } from './export-folder.js';
import { endAbandoned } from './export.sql.js';
import { ExportRuns } from './export-runs.js';
import { ExportNotFound, ExportNotWaiting, ExportSamePerson } from './export.errors.js';
import { detailsOf, ExportService, newMark } from './export.service.js';
import type { ExportFileOrder, ExportOrder } from './export.schema.js';
import { presetOf, type ExportFormat, type ExportStatus, type PresetName } from './export.values.js';

export const makeExportFileJob = defineJob('petitions.make_export_file', z.object({ exportId: z.uuid() }), {
  attempts: 5,
});
export const resumeExportsJob = defineJob('petitions.resume_exports', z.object({}), { attempts: 3 });
export const sweepExportFilesJob = defineJob('petitions.sweep_export_files', z.object({}), { attempts: 3 });

/** Who asks: the person's number and role. */
export interface ExportStaff {
  id: string;
  role: string;
}

type Row = NonNullable<Awaited<ReturnType<Tx['export']['findUnique']>>>;

/** Files that are made in the background and wait for who ordered them, for a while. */
@Injectable()
export class ExportFilesService implements OnModuleInit, BeforeApplicationShutdown {
  private readonly folder: ExportFolder;
  private isMaking = false;
  private isStopping = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
    private readonly petitions: PetitionsService,
    private readonly exports: ExportService,
    private readonly runs: ExportRuns,
  ) {
    this.folder = new ExportFolder(config.DATA_DIR);
  }

  onModuleInit(): void {
    this.jobs.handle(makeExportFileJob, ({ exportId }) => this.make(exportId));
    this.jobs.handle(sweepExportFilesJob, async () => void (await this.sweep()));
    this.jobs.schedule(sweepExportFilesJob, '* * * * *');
    this.jobs.handle(resumeExportsJob, () => this.resume());
    this.jobs.schedule(resumeExportsJob, '* * * * *');
  }

  /**
   * Orders a file. A full list waits for a second person where the setting EXPORT_APPROVAL says so.
   * @throws AuthForbidden (the preset is not for the role), PetitionNotFound, InvalidInput (the key), TooLargeForWorkbook
   */
  async order(
    petition: string,
    { reason, encryptTo, ...order }: ExportFileOrder,
    staff: ExportStaff,
  ): Promise<{ id: string }> {
    const { permission, free } = presetOf(order.preset);
    if (!may(staff.role, permission)) throw new AuthForbidden(permission);
    if (encryptTo !== null && !(await isPublicKey(encryptTo)))
      throw new InvalidInput([
        { pointer: '/encryptTo', code: 'export.key_invalid', detail: 'is not an age public key (age1…)' },
      ]);
    const { id: petitionId } = await this.petitions.getTerms(petition);
    const rowsExpected = await this.exports.expectedRows(petitionId, order);
    const id = newId();
    const actor = `staff:${staff.id}`;
    const waits = free === true && this.config.EXPORT_APPROVAL === 'full';
    await this.database.transaction(async (tx) => {
      const { preset, format, columns, filter } = order;
      const status: ExportStatus = waits ? 'awaiting_approval' : 'queued';
      const row = {
        id,
        mark: newMark(),
        petitionId,
        requestedBy: actor,
        preset,
        format,
        columns,
        filter: filterOnRecord(filter),
      };
      const startedAt = this.clock.now();
      await tx.export.create({ data: { ...row, reason, encryptTo, stored: true, status, rowsExpected, startedAt } });
      const details = {
        ...detailsOf(id, petition, order),
        rowsExpected,
        encrypted: encryptTo !== null,
        ...(reason !== null && { reason }),
      };
      await this.audit.record(tx, { actor, action: 'export.ordered', details });
      if (!waits) await this.jobs.add(tx, makeExportFileJob, { exportId: id });
    });
    return { id };
  }

  /** A second person lets a full list be made, or not. @throws ExportNotFound, ExportNotWaiting, ExportSamePerson */
  async decide(id: string, verdict: 'approved' | 'refused', staff: ExportStaff): Promise<void> {
    const actor = `staff:${staff.id}`;
    await this.database.transaction(async (tx) => {
      const row = await this.get(tx, id);
      if (row.requestedBy === actor) throw new ExportSamePerson();
      const status: ExportStatus = verdict === 'approved' ? 'queued' : 'refused';
      const decision = { status, decidedBy: actor, decidedAt: this.clock.now() };
      const { count } = await tx.export.updateMany({ where: { id, status: 'awaiting_approval' }, data: decision });
      if (count === 0) throw new ExportNotWaiting();
      await this.audit.record(tx, { actor, action: `export.${verdict}`, details: { exportId: id } });
      if (verdict === 'approved') await this.jobs.add(tx, makeExportFileJob, { exportId: id });
    });
  }

  /** Makes a file that failed or is outdated once more, as it would be now. Only for who ordered it. @throws ExportNotFound, ExportNotWaiting */
  async again(id: string, staff: ExportStaff): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = await this.get(tx, id);
      if (row.requestedBy !== `staff:${staff.id}`) throw new ExportNotFound();
      if (!(row.status === 'failed' || (row.status === 'finished' && row.outdatedAt))) throw new ExportNotWaiting();
      await this.requeue(tx, row);
    });
  }

  /** Puts an export back to its beginning: what was made of it is deleted by the sweep or overwritten. */
  async requeue(tx: Tx, { id, status }: Row): Promise<void> {
    const fresh = {
      rowsDone: 0,
      sha256: null,
      bytes: null,
      snapshotAt: null,
      finishedAt: null,
      expiresAt: null,
      outdatedAt: null,
    };
    const { count } = await tx.export.updateMany({
      where: { id, status },
      data: { ...fresh, status: 'queued' satisfies ExportStatus },
    });
    if (count > 0) await this.jobs.add(tx, makeExportFileJob, { exportId: id });
  }

  /** Deletes a file before its time. @throws ExportNotFound */
  async remove(id: string, staff: ExportStaff): Promise<void> {
    const actor = `staff:${staff.id}`;
    await this.database.transaction(async (tx) => {
      const row = await this.get(tx, id);
      if (row.requestedBy !== actor && !may(staff.role, 'supporters:approve_export')) throw new ExportNotFound();
      const { count } = await tx.export.updateMany({
        where: { id, status: { in: ['finished', 'failed', 'awaiting_approval', 'queued'] } },
        data: { status: 'removed' satisfies ExportStatus },
      });
      if (count === 0) throw new ExportNotWaiting();
      await this.audit.record(tx, { actor, action: 'export.removed', details: { exportId: id } });
    });
    await this.sweep();
  }

  /**
   * The job: one export at a time in this process, so that a job which waits takes no place from others. What waits is made afterwards, the oldest first.
   * Does nothing when the export is not waiting, or another is being made: that one goes on with the rest.
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

  /** None is begun any more; what is under way is broken off by `ExportRuns` and waits for the next process. */
  beforeApplicationShutdown(): void {
    this.isStopping = true;
  }

  /** Takes up what a stop or a crash broke off; each minute. */
  async resume(): Promise<void> {
    await this.database.run(endAbandoned, [this.clock.now()]);
    const next = this.isStopping ? null : await this.oldestWaiting();
    if (next !== null) await this.make(next);
  }

  private async oldestWaiting(): Promise<string | null> {
    const where = { stored: true, status: 'queued' satisfies ExportStatus };
    return (
      (await this.database.prisma.export.findFirst({ where, orderBy: { startedAt: 'asc' }, select: { id: true } }))
        ?.id ?? null
    );
  }

  /** Deletes what has expired, what somebody's withdrawal made outdated, and what nobody knows of. @returns number of files deleted */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    await this.database.prisma.export.updateMany({
      where: { stored: true, status: 'finished', expiresAt: { lte: now } },
      data: { status: 'removed' satisfies ExportStatus },
    });
    const kept = await this.database.prisma.export.findMany({
      where: { stored: true, OR: [{ status: 'running' }, { status: 'finished', outdatedAt: null }] },
      select: { id: true },
    });
    return this.folder.keepOnly(new Set(kept.map(({ id }) => id)));
  }

  /** @returns null when this machine does not have the file */
  read(id: string, from: number, to: number): ReturnType<ExportFolder['read']> {
    return this.folder.read(id, from, to);
  }

  private async makeNow(id: string): Promise<void> {
    const row = await this.database.prisma.export.findUnique({ where: { id } });
    if (!row?.stored) return;
    const { slug } = await this.database.prisma.petition.findUniqueOrThrow({
      where: { id: row.petitionId },
      select: { slug: true },
    });
    const snapshotAt = this.clock.now();
    const { count } = await this.database.prisma.export.updateMany({
      where: { id, status: 'queued' },
      data: { status: 'running' satisfies ExportStatus, snapshotAt },
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
    const sink = await this.folder.sink(id);
    await this.runs.store({ ...record, mark: personal ? row.mark : null, encryptTo: row.encryptTo }, sink, expiresAt);
    // Removed while it was made: nobody may have it.
    await this.sweep();
  }

  private async get(tx: Tx, id: string): Promise<Row> {
    const row = await tx.export.findUnique({ where: { id } });
    if (!row?.stored) throw new ExportNotFound();
    return row;
  }
}

/** The order as it stands in the database. */
export const orderOf = (row: Pick<Row, 'preset' | 'format' | 'columns' | 'filter'>): ExportOrder => ({
  preset: row.preset as PresetName,
  format: row.format as ExportFormat,
  columns: row.columns,
  filter: storedFilter(row.filter),
});
