import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Prisma } from '../generated/prisma/client.js';
import { Database, type Tx } from '../platform/database/database.js';
import { InvalidInput } from '../platform/errors.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { mostWaiting, waits, type Waiting } from '../platform/waiting.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { guessColumns } from './header-guess.js';
import { ImportDaysAmbiguous, ImportNotFound, ImportStatusWrong } from './import.errors.js';
import { advanceImportJob } from './import-runs.js';
import { readStagedRows } from './import.sql.js';
import { importKindWords, rowsAtOnce } from './import.values.js';
import type { ImportFindings, ImportKind, ImportMapping, ImportStatus } from './import.values.js';
import type { ReadRow } from './import.schema.js';
import { rowReader } from './row-reader.js';
import type { TableReading, TableRow } from '../platform/tables/file-table.js';

/** An import as the staff page shows it. */
export interface SignatureImport {
  id: string;
  petitionId: string;
  createdBy: string;
  createdAt: Date;
  kind: ImportKind;
  note: string;
  format: string;
  encoding: string;
  reading: TableReading;
  columns: string[];
  mapping: ImportMapping | null;
  findings: ImportFindings | null;
  status: ImportStatus;
  rowsTotal: number;
  rowsTaken: number;
  rowsRepeated: number;
  rowsRefused: number;
  rowsUndone: number;
  decidedBy: string | null;
  finishedAt: Date | null;
}

const previewRows = 20;

/** Uploaded lists from paper and elsewhere: mapping, preview, import, undo. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
  ) {}

  /** The newest hundred. @throws PetitionNotFound */
  async list(slug: string): Promise<SignatureImport[]> {
    const petitionId = await this.petitions.idOf(slug);
    const rows = await this.database.prisma.signatureImport.findMany({
      // One that is being uploaded, or was interrupted, has nothing to show.
      where: { petitionId, NOT: { status: 'failed', rowsTotal: 0 } },
      orderBy: { id: 'desc' },
      take: 100,
    });
    return rows.map(importOf);
  }

  /** @throws PetitionNotFound, ImportNotFound */
  async get(slug: string, id: string): Promise<SignatureImport> {
    const petitionId = await this.petitions.idOf(slug);
    const row = await this.database.prisma.signatureImport.findFirst({ where: { id, petitionId } });
    if (!row) throw new ImportNotFound();
    return importOf(row);
  }

  /** Imports of a campaign that go on only when a person acts: to map, to check and carry out, or failed. */
  async waiting(campaignId: string): Promise<Waiting[]> {
    const read: Prisma.SignatureImportWhereInput[] = [
      { status: 'uploaded' satisfies ImportStatus },
      { status: 'ready' satisfies ImportStatus, findings: { not: Prisma.AnyNull } },
      { status: 'failed' satisfies ImportStatus, rowsTotal: { gt: 0 } },
    ];
    const rows = await this.database.prisma.signatureImport.findMany({
      where: { petition: { campaignId }, OR: read },
      orderBy: { id: 'asc' },
      take: mostWaiting,
      select: { id: true, kind: true, status: true, createdAt: true, petition: { select: { slug: true } } },
    });
    return rows.map(({ id, kind, status, createdAt, petition: { slug } }) => {
      const failed = status === ('failed' satisfies ImportStatus) ? ', failed' : '';
      return waits({
        title: `${importKindWords[kind as ImportKind]}${failed}`,
        since: createdAt,
        at: `${slug}/imports/${id}`,
      });
    });
  }

  /** The column names. */
  guess({ columns }: SignatureImport): ImportMapping {
    return { columns: guessColumns(columns) };
  }

  /** Sets the mapping; all rows are then read under it in the background, and nothing is imported. @throws ImportStatusWrong, InvalidInput */
  async map(slug: string, id: string, mapping: ImportMapping): Promise<void> {
    const { status, columns } = await this.get(slug, id);
    const outside = Object.entries(mapping.columns).filter(([, at]) => at >= columns.length);
    if (outside.length > 0)
      throw new InvalidInput(
        outside.map(([field]) => ({ pointer: `/${field}`, code: 'import.column_unknown', detail: 'is not a column' })),
      );
    await this.database.transaction(async (tx) => {
      const { count } = await tx.signatureImport.updateMany({
        where: { id, status: { in: ['uploaded', 'ready'] } },
        data: { status: 'ready', mapping: { ...mapping }, findings: Prisma.DbNull, progressAt: this.clock.now() },
      });
      if (count === 0) throw new ImportStatusWrong(status);
      await this.goOn(tx, id);
    });
  }

  /** The first rows as they will be read. It shows persons, so the access is recorded. */
  async preview(found: SignatureImport, actor: string): Promise<ReadRow[]> {
    const rows = await this.database.run<TableRow & Record<string, unknown>>(readStagedRows, [
      found.id,
      0,
      previewRows,
      'waiting',
    ]);
    await this.audit.record(this.database.prisma, {
      actor,
      action: 'import.preview_read',
      details: { importId: found.id, rows: rows.length },
    });
    return rows.map(rowReader(found.mapping ?? { columns: {} }, found.columns.length, utcDay(this.clock.now())));
  }

  /** Words with non-ASCII letters, as decoded under a guessed encoding. It shows persons, so the access is recorded. */
  async samples(found: SignatureImport, actor: string): Promise<string[]> {
    const rows = await this.database.run<TableRow & Record<string, unknown>>(readStagedRows, [
      found.id,
      0,
      rowsAtOnce,
      'waiting',
    ]);
    await this.audit.record(this.database.prisma, {
      actor,
      action: 'import.preview_read',
      details: { importId: found.id, rows: rows.length },
    });
    const words = [...found.columns, ...rows.flatMap(({ cells }) => cells)].filter((cell) => /\P{ASCII}/u.test(cell));
    return [...new Set(words.map((word) => word.slice(0, 40)))].slice(0, 8);
  }

  /** Imports everything that can be imported. The caller attests that these people signed. @throws ImportStatusWrong */
  async apply(slug: string, id: string, actor: string): Promise<void> {
    const { findings, mapping } = await this.get(slug, id);
    if ((findings?.ambiguousDays ?? 0) > 0 && mapping?.dateOrder === undefined) throw new ImportDaysAmbiguous();
    await this.decide(slug, id, { from: ['ready'], to: 'applying', action: 'import.apply_ordered', actor });
  }

  /** Undoes everything the import added, or discards it before. @throws ImportStatusWrong */
  async undo(slug: string, id: string, actor: string): Promise<void> {
    await this.decide(slug, id, {
      from: ['uploaded', 'ready', 'applying', 'applied', 'failed'],
      to: 'undoing',
      action: 'import.undo_ordered',
      actor,
    });
  }

  private async decide(
    slug: string,
    id: string,
    { from, to, action, actor }: { from: ImportStatus[]; to: ImportStatus; action: string; actor: string },
  ): Promise<void> {
    const { status } = await this.get(slug, id);
    await this.database.transaction(async (tx) => {
      const { count } = await tx.signatureImport.updateMany({
        where: { id, status: { in: from } },
        data: { status: to, decidedBy: actor, progressAt: this.clock.now() },
      });
      if (count === 0) throw new ImportStatusWrong(status);
      await this.audit.record(tx, { actor, action, details: { importId: id, petition: slug } });
      await this.goOn(tx, id);
    });
  }

  private goOn(tx: Tx, importId: string): Promise<void> {
    return this.jobs.add(tx, advanceImportJob, { importId }, { key: `${advanceImportJob.name}:${importId}` });
  }
}

type Row = NonNullable<Awaited<ReturnType<Tx['signatureImport']['findUnique']>>>;

const importOf = ({ kind, mapping, findings, status, reading, ...row }: Row): SignatureImport => ({
  ...row,
  reading: (reading ?? {}) as TableReading,
  kind: kind as ImportKind,
  mapping: mapping as unknown as ImportMapping | null,
  findings: findings as unknown as ImportFindings | null,
  status: status as ImportStatus,
});
