import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AuthForbidden } from '../access/access.errors.js';
import { may } from '../access/roles.js';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { ExportFilesService, type ExportStaff } from './export-files.service.js';
import { orderOf } from './export-record.js';
import { shapes } from './export-formats.js';
import { ExportElsewhere, ExportNotFound, ExportOutdated, ExportGone, RangeNotSatisfiable } from './export.errors.js';
import { fileName, headersFor } from './export.service.js';
import { presetOf, type PresetName } from './export.values.js';

/** Manifest of a file, to prove later what it was. Instants are ISO 8601. */
export interface ExportManifest {
  export: string;
  mark: string | null;
  preset: string;
  purpose: string;
  reason: string | null;
  petition: string;
  filter: unknown;
  columns: string[];
  format: string;
  rows: number;
  bytes: number;
  sha256: string;
  encryptedTo: string | null;
  requestedBy: string;
  approvedBy: string | null;
  snapshotAt: string | null;
  expiresAt: string | null;
}

export interface ExportDownload {
  status: 200 | 206;
  headers: Record<string, string>;
  stream: Readable;
}

/** Serves finished files, from any byte on, only to the person who requested them. */
@Injectable()
export class ExportDownloadService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly files: ExportFilesService,
  ) {}

  /**
   * @param range the Range header @param ifRange the If-Range header
   * @throws ExportNotFound, ExportGone (deleted), ExportOutdated (somebody withdrew: it is regenerated), ExportElsewhere, RangeNotSatisfiable
   */
  async download(id: string, staff: ExportStaff, range?: string, ifRange?: string): Promise<ExportDownload> {
    const { row, petition } = await this.find(id, staff);
    if (row.status === 'removed' || (row.expiresAt && row.expiresAt <= this.clock.now())) throw new ExportGone();
    if (row.status === 'finished' && row.outdatedAt) {
      await this.database.transaction((tx) => this.files.requeue(tx, row));
      throw new ExportOutdated();
    }
    if (row.status !== 'finished' || row.sha256 === null) throw new ExportNotFound();
    const bytes = Number(row.bytes ?? 0);
    const etag = `"${row.sha256}"`;
    const part = ifRange === undefined || ifRange === etag ? partOf(range, bytes) : null;
    const { from, to } = part ?? { from: 0, to: bytes - 1 };
    const stream = await this.files.read(row, bytes, from, to);
    if (!stream) throw new ExportElsewhere();
    const actor = `staff:${staff.id}`;
    await this.audit.record(this.database.prisma, {
      actor,
      action: 'export.downloaded',
      details: { exportId: id, preset: row.preset, from },
    });
    const order = orderOf(row);
    const name = fileName(petition, order, row.startedAt) + (row.encryptTo === null ? '' : '.age');
    const type = row.encryptTo === null ? shapes[order.format].contentType : 'application/octet-stream';
    return {
      status: part ? 206 : 200,
      headers: {
        ...headersFor(type, name),
        etag,
        'accept-ranges': 'bytes',
        'content-length': String(to - from + 1),
        ...(part && { 'content-range': `bytes ${from}-${to}/${bytes}` }),
      },
      stream,
    };
  }

  /** @throws ExportNotFound */
  async manifest(id: string, staff: ExportStaff): Promise<ExportManifest> {
    const { row, petition } = await this.find(id, staff);
    if (row.sha256 === null) throw new ExportNotFound();
    const { preset, columns } = orderOf(row);
    const { purpose, personal } = presetOf(preset);
    return {
      export: row.id,
      mark: personal ? row.mark : null,
      preset,
      purpose,
      reason: row.reason,
      petition,
      filter: row.filter,
      columns,
      format: row.format,
      rows: row.rowsDone,
      bytes: Number(row.bytes ?? 0),
      sha256: row.sha256,
      encryptedTo: row.encryptTo,
      requestedBy: row.requestedBy,
      approvedBy: row.decidedBy,
      snapshotAt: row.snapshotAt?.toISOString() ?? null,
      expiresAt: row.expiresAt?.toISOString() ?? null,
    };
  }

  private async find(id: string, staff: ExportStaff) {
    const row = await this.database.prisma.export.findUnique({ where: { id } });
    if (!row?.stored || row.requestedBy !== `staff:${staff.id}`) throw new ExportNotFound();
    const { permission } = presetOf(row.preset as PresetName);
    // The right to request it may have been revoked since.
    if (!may(staff.role, permission)) throw new AuthForbidden(permission);
    const petition = await this.database.prisma.petition.findUniqueOrThrow({
      where: { id: row.petitionId },
      select: { slug: true },
    });
    return { row, petition: petition.slug };
  }
}

/** One byte range; several, or an unknown unit, count as none. @throws RangeNotSatisfiable */
export function partOf(range: string | undefined, bytes: number): { from: number; to: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (from >= bytes || from > to) throw new RangeNotSatisfiable();
  return { from, to };
}
