import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { AuditLog } from '../access/audit.service.js';
import { Clock, minutes, utcDay } from '../platform/clock.js';
import { Prisma } from '../generated/prisma/client.js';
import { Database } from '../platform/database/database.js';
import { PageCache } from '../platform/http/page-cache.js';
import { defineJob, Jobs } from '../platform/jobs/jobs.js';
import { Tokens } from '../platform/tokens.js';
import { SupportersService } from '../supporters/supporters.service.js';
import { FoldingWakeUp } from '../petitions/folding-wake-up.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import type { ImportRow, ReadRow } from './import.schema.js';
import {
  dropStagedRows,
  eraseImported,
  findSigned,
  renamePaperPersons,
  readStagedRows,
  recordFindings,
  takeImportRows,
} from './import.sql.js';
import { rowsAtOnce, type ImportFindings, type ImportMapping, type ImportStatus } from './import.values.js';
import { earlierKey, personKey, portionValues, wordingsIn } from './import-portion.js';
import { rowReader } from './row-reader.js';
import type { TableRow } from '../platform/tables/file-table.js';

export const advanceImportJob = defineJob('petitions.advance_import', z.object({ importId: z.uuid() }), {
  attempts: 5,
});
export const resumeImportsJob = defineJob('petitions.resume_imports', z.object({}), { attempts: 3 });

/** Milliseconds a job works before it yields to others and to a shutdown. */
const turn = 5_000;
/** An import without progress for this long has lost its process. */
const stalled = minutes(2);

interface Batch {
  id: string;
  petitionId: string;
  slug: string;
  columns: string[];
  mapping: ImportMapping;
  status: ImportStatus;
}

/** Processes imports in batches, each a transaction of its own: reading all rows, importing, undoing. Resumes after any interruption. */
@Injectable()
export class ImportRuns implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
    private readonly petitions: PetitionsService,
    private readonly supporters: SupportersService,
    private readonly tokens: Tokens,
    private readonly cache: PageCache,
    private readonly folding: FoldingWakeUp,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(advanceImportJob, ({ importId }) => this.takeTurn(importId));
    this.jobs.handle(resumeImportsJob, () => this.resume());
    this.jobs.schedule(resumeImportsJob, '* * * * *');
  }

  /** Works on an import until nothing is left to do. @param onPortion called with the number of rows processed by each batch */
  async finish(importId: string, onPortion?: (rows: number) => void): Promise<void> {
    while (await this.advance(importId, onPortion));
  }

  private async takeTurn(importId: string): Promise<void> {
    const until = Date.now() + turn;
    while (await this.advance(importId)) {
      if (Date.now() < until) continue;
      return this.jobs.add(
        this.database.prisma,
        advanceImportJob,
        { importId },
        { key: `${advanceImportJob.name}:${importId}` },
      );
    }
  }

  /** Resumes what a killed process left. */
  private async resume(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - stalled);
    const rows = await this.database.prisma.signatureImport.findMany({
      where: {
        progressAt: { lt: before },
        OR: [{ status: { in: ['applying', 'undoing'] } }, { status: 'ready', findings: { equals: Prisma.DbNull } }],
      },
      select: { id: true },
    });
    for (const { id } of rows)
      await this.jobs.add(
        this.database.prisma,
        advanceImportJob,
        { importId: id },
        { key: `${advanceImportJob.name}:${id}` },
      );
  }

  /** One batch. @returns false when there is nothing left to do */
  private async advance(importId: string, onPortion?: (rows: number) => void): Promise<boolean> {
    const batch = await this.find(importId);
    if (batch?.status === 'ready') return this.examine(batch, onPortion);
    if (batch?.status !== 'applying' && batch?.status !== 'undoing') return false;
    const n = await (batch.status === 'applying' ? this.take(batch) : this.takeBack(batch));
    if (n > 0) {
      onPortion?.(n);
      return true;
    }
    await this.conclude(batch);
    return false;
  }

  /** Reads all rows and records the expected outcome of each. */
  private async examine(batch: Batch, onPortion?: (rows: number) => void): Promise<false> {
    const read = this.readerOf(batch);
    const findings: ImportFindings = { fresh: 0, repeated: 0, refused: {} };
    const met = new Set<string>();
    for await (const rows of this.portions(batch.id)) {
      const keys: string[] = [];
      const earlier: string[] = [];
      for (const { row, faults, day } of rows.map(read)) {
        const code = faults?.[0]?.code ?? '';
        if (!row) findings.refused[code] = (findings.refused[code] ?? 0) + 1;
        else {
          keys.push(this.keyOf(row).toString('hex'));
          earlier.push(earlierKey(row, this.tokens)?.toString('hex') ?? '');
          if (day === 'unread') findings.undated = (findings.undated ?? 0) + 1;
          if (day === 'ambiguous') findings.ambiguousDays = (findings.ambiguousDays ?? 0) + 1;
        }
      }
      await this.database.run(renamePaperPersons, [earlier, keys]);
      const fresh = keys.filter((key) => {
        const short = key.slice(0, 24);
        return !met.has(short) && met.add(short);
      });
      const signed = await this.database.run(findSigned, [batch.petitionId, fresh]);
      findings.fresh += fresh.length - signed.length;
      findings.repeated += keys.length - fresh.length + signed.length;
      onPortion?.(rows.length);
    }
    await recordFindings(this.database.prisma, batch.id, JSON.stringify(batch.mapping), JSON.stringify(findings));
    return false;
  }

  private async take(batch: Batch): Promise<number> {
    const rows = await this.staged(batch.id, 0);
    if (rows.length === 0) return 0;
    const { consents } = await this.petitions.getTerms(batch.slug);
    const values = portionValues(batch.id, rows.map(this.readerOf(batch)), {
      keyOf: (row) => this.keyOf(row),
      wordings: wordingsIn(consents),
      now: this.clock.now(),
    });
    await this.database.run(takeImportRows, values);
    this.changed();
    // Rows that another process handled meanwhile are done as well.
    return rows.length;
  }

  private async takeBack(batch: Batch): Promise<number> {
    const [erased] = await this.database.run<{ n: number }>(eraseImported, [batch.id, rowsAtOnce, this.clock.now()]);
    if (erased && erased.n > 0) {
      this.changed();
      return erased.n;
    }
    const [dropped] = await this.database.run<{ n: number }>(dropStagedRows, [batch.id, rowsAtOnce * 10]);
    return dropped?.n ?? 0;
  }

  private async conclude({ id, slug, status }: Batch): Promise<void> {
    const done = status === 'applying' ? 'applied' : 'undone';
    await this.database.transaction(async (tx) => {
      const { count } = await tx.signatureImport.updateMany({
        where: { id, status },
        data: { status: done, finishedAt: this.clock.now() },
      });
      if (count === 0) return;
      const { decidedBy, rowsTaken, rowsRepeated, rowsRefused, rowsUndone } =
        await tx.signatureImport.findUniqueOrThrow({ where: { id } });
      const details = {
        importId: id,
        petition: slug,
        ...(done === 'applied' ? { rowsTaken, rowsRepeated, rowsRefused } : { rowsUndone }),
      };
      await this.audit.record(tx, { actor: decidedBy ?? 'system', action: `import.${done}`, details });
    });
  }

  /** All waiting rows, a batch at a time. */
  private async *portions(importId: string): AsyncGenerator<TableRow[]> {
    for (
      let rows = await this.staged(importId, 0);
      rows.length > 0;
      rows = await this.staged(importId, rows.at(-1)?.number ?? 0)
    )
      yield rows;
  }

  private staged(importId: string, after: number): Promise<TableRow[]> {
    return this.database.run<TableRow & Record<string, unknown>>(readStagedRows, [
      importId,
      after,
      rowsAtOnce,
      'waiting',
    ]);
  }

  private readerOf({ mapping, columns }: Batch): (row: TableRow) => ReadRow {
    return rowReader(mapping, columns.length, utcDay(this.clock.now()));
  }

  private keyOf(row: ImportRow): Buffer {
    return personKey(row, this.supporters, this.tokens);
  }

  private async find(id: string): Promise<Batch | null> {
    const row = await this.database.prisma.signatureImport.findUnique({
      where: { id },
      include: { petition: { select: { slug: true } } },
    });
    if (!row) return null;
    const { petitionId, columns } = row;
    const mapping = (row.mapping ?? { columns: {} }) as unknown as ImportMapping;
    return { id, petitionId, columns, slug: row.petition.slug, mapping, status: row.status as ImportStatus };
  }

  private changed(): void {
    this.cache.expire('petitions');
    this.folding.soon();
  }
}
