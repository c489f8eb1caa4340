import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { AuthForbidden } from '../access/access.errors.js';
import { AuditLog } from '../access/audit.service.js';
import { may } from '../access/roles.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { InvalidInput } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Files } from '../platform/files/files.js';
import { CONFIG } from '../platform/runtime.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { filterOnRecord } from './supporter-filter.schema.js';
import { isPublicKey } from './export-encryption.js';
import { exportFile, ExportMaker, makeExportFileJob } from './export-maker.service.js';
import type { ExportRecord } from './export-record.js';
import { ExportNotFound, ExportNotWaiting, ExportSamePerson } from './export.errors.js';
import { detailsOf, ExportService, newMark } from './export.service.js';
import type { ExportFileOrder } from './export.schema.js';
import { presetOf, type ExportStatus } from './export.values.js';

/** The requester: the person's id and role. */
export interface ExportStaff {
  id: string;
  role: string;
}

/** Files that are generated in the background and stored for their requester, for a while. */
@Injectable()
export class ExportFilesService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
    private readonly petitions: PetitionsService,
    private readonly exports: ExportService,
    private readonly maker: ExportMaker,
    private readonly files: Files,
  ) {}

  /**
   * Requests a file. A full list needs the approval of a second person where the setting EXPORT_APPROVAL says so.
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
    const petitionId = await this.petitions.idOf(petition);
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

  /** A second person approves or refuses a full list. @throws ExportNotFound, ExportNotWaiting, ExportSamePerson */
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

  /** Regenerates a failed or outdated file, with current data. Only for its requester. @throws ExportNotFound, ExportNotWaiting */
  async again(id: string, staff: ExportStaff): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = await this.get(tx, id);
      if (row.requestedBy !== `staff:${staff.id}`) throw new ExportNotFound();
      if (!(row.status === 'failed' || (row.status === 'finished' && row.outdatedAt))) throw new ExportNotWaiting();
      await this.requeue(tx, row);
    });
  }

  /** Resets an export: its partial output is deleted by the sweep or overwritten. */
  async requeue(tx: Tx, { id, status }: ExportRecord): Promise<void> {
    const fresh = {
      rowsDone: 0,
      fileKey: null,
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
    await this.maker.sweep();
  }

  /** @param bytes of the whole file @param from @param to first and last byte @returns null when the store does not have the file */
  read(row: ExportRecord, bytes: number, from: number, to: number): Promise<Readable | null> {
    return this.files.read(exportFile(row), row.fileKey, { bytes, from, to });
  }

  private async get(tx: Tx, id: string): Promise<ExportRecord> {
    const row = await tx.export.findUnique({ where: { id } });
    if (!row?.stored) throw new ExportNotFound();
    return row;
  }
}
