import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Prisma } from '../generated/prisma/client.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { CONFIG } from '../platform/runtime.js';
import { SupportersService } from '../supporters/supporters.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { ImportHeaderAddress, ImportPetitionErased, ImportSameFile, ImportStatusWrong } from './import.errors.js';
import { signatureColumns } from '../lists/export.values.js';
import { guessColumns } from './header-guess.js';
import type { ImportNote, ImportOrder } from './import.schema.js';
import { dropStagedRows, stageRows } from './import.sql.js';
import { mailboxesPerRow, rowsAtOnce } from './import.values.js';
import { spool, type SpooledFile } from '../platform/tables/spooled-file.js';
import { readTable, type HeadedTable } from '../platform/tables/table.js';
import type { TableRow } from '../platform/tables/file-table.js';

/** Uploads: stored as they are read, in the database, so that any process can continue and no file stays on disk. */
@Injectable()
export class ImportUploads {
  private readonly folder: string;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly supporters: SupportersService,
    private readonly audit: AuditLog,
  ) {
    this.folder = join(config.DATA_DIR, 'imports');
  }

  /**
   * Nothing is kept of a refused file; what a killed process left is deleted by retention.
   * @param onRows called with the number of rows of each batch
   * @returns the import's id @throws PetitionNotFound, ImportPetitionErased, FileTooLarge, TableRefused, ImportSameFile
   */
  async take(
    slug: string,
    said: ImportOrder,
    source: AsyncIterable<Buffer>,
    actor: string,
    onRows?: (rows: number) => void,
  ): Promise<string> {
    const petitionId = await this.petitions.idOf(slug);
    const { erasedAt } = await this.database.prisma.petition.findUniqueOrThrow({
      where: { id: petitionId },
      select: { erasedAt: true },
    });
    if (erasedAt) throw new ImportPetitionErased();
    const { encoding, sheet, ...order } = { encoding: undefined, sheet: undefined, ...said };
    const choice = { encoding, sheet };
    const file = await spool(source, this.folder);
    try {
      await this.refuseSameFile(petitionId, file);
      return await this.keep(
        await readTable(file, choice, isHeader),
        { id: newId(), petitionId, slug, file, order, actor },
        onRows,
      );
    } finally {
      await file.close();
    }
  }

  private async refuseSameFile(petitionId: string, { sha256 }: SpooledFile): Promise<void> {
    const where = { petitionId, fileSha256: sha256, status: { notIn: ['undone', 'failed'] } };
    if ((await this.database.prisma.signatureImport.count({ where })) > 0) throw new ImportSameFile();
  }

  private async keep(
    { format, encoding, columns, reading, rows }: HeadedTable,
    {
      id,
      petitionId,
      slug,
      file,
      order,
      actor,
    }: { id: string; petitionId: string; slug: string; file: SpooledFile; order: ImportNote; actor: string },
    onRows?: (rows: number) => void,
  ): Promise<string> {
    const { prisma } = this.database;
    if (this.supporters.emailKeysIn(columns, mailboxesPerRow)?.length !== 0) throw new ImportHeaderAddress();
    const what = {
      petitionId,
      createdBy: actor,
      createdAt: this.clock.now(),
      ...order,
      fileSha256: file.sha256,
      format,
      encoding,
      columns,
    };
    // Marked as failed until complete: the right status if the process is killed in between.
    await prisma.signatureImport.create({ data: { id, ...what, status: 'failed' } });
    try {
      const rowsTotal = await this.stage(id, isOurs(format, columns) ? withoutGuards(rows) : rows, onRows);
      await this.database.transaction(async (tx) => {
        const { count } = await tx.signatureImport.updateMany({
          where: { id, status: 'failed' },
          data: { status: 'uploaded', rowsTotal, reading: { ...reading } },
        });
        if (count === 0) throw new ImportStatusWrong('discarded');
        await this.audit.record(tx, {
          actor,
          action: 'import.uploaded',
          details: { importId: id, petition: slug, kind: order.kind, rows: rowsTotal },
        });
      });
      return id;
    } catch (error) {
      await this.discard(id);
      throw isRepeated(error) ? new ImportSameFile() : error;
    }
  }

  private async stage(id: string, rows: AsyncIterable<TableRow>, onRows?: (rows: number) => void): Promise<number> {
    let total = 0;
    let portion: TableRow[] = [];
    const write = async (): Promise<void> => {
      if (portion.length === 0) return;
      const keyed = portion.map((row) => this.keyed(row));
      const keys = keyed.map((row) => arrayLiteral(row.keys.map((key) => `\\x${key.toString('hex')}`)));
      await this.database.run(stageRows, [
        id,
        keyed.map(({ number }) => number),
        keyed.map(({ cells }) => arrayLiteral(cells)),
        keys,
      ]);
      total += portion.length;
      onRows?.(portion.length);
      portion = [];
    };
    for await (const row of rows) {
      portion.push(row);
      if (portion.length === rowsAtOnce) await write();
    }
    await write();
    return total;
  }

  /** Names more mailboxes than a signature can: its content is not stored, since it could not be found again for erasure. */
  private keyed({ number, cells }: TableRow): TableRow & { keys: Buffer[] } {
    const keys = this.supporters.emailKeysIn(cells, mailboxesPerRow);
    return keys ? { number, cells, keys } : { number, cells: [], keys: [] };
  }

  private async discard(id: string): Promise<void> {
    for (;;) {
      const [row] = await this.database.run<{ n: number }>(dropStagedRows, [id, rowsAtOnce * 10]);
      if (!row || row.n === 0) break;
    }
    await this.database.prisma.signatureImport.delete({ where: { id } });
  }
}

/** No row of a person contains two known column names. */
const isHeader = (cells: readonly string[]): boolean => Object.keys(guessColumns(cells)).length > 1;

/** A file of ours: an export, or the refused rows of an import. In these a value that could be a formula has an apostrophe in front. */
function isOurs(format: string, columns: readonly string[]): boolean {
  const known = columns.filter((column) => (signatureColumns as readonly string[]).includes(column));
  return format === 'csv' && (known.length === columns.length || (columns[0] === 'line' && columns[1] === 'problem'));
}

/** Removes the apostrophe that our export added. */
async function* withoutGuards(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  for await (const { number, cells } of rows)
    yield { number, cells: cells.map((cell) => (cell.startsWith("'") ? cell.slice(1) : cell)) };
}

const arrayLiteral = (cells: readonly string[]): string =>
  `{${cells.map((cell) => `"${cell.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;

const isRepeated = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
