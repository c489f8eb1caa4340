import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { ImportStatusWrong } from './import.errors.js';
import { readStagedRows } from './import.sql.js';
import { importFields, rowsAtOnce, type ImportField, type RowFault } from './import.values.js';
import { ImportsService, type SignatureImport } from './imports.service.js';
import type { TableRow } from '../platform/tables/file-table.js';
import { rowReader } from './row-reader.js';

type StagedRow = TableRow & { fault: RowFault[] | null } & Record<string, unknown>;

/** Refused rows, or rows that will be, with what is wrong: a file to correct and upload again. */
@Injectable()
export class ImportFaults {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly imports: ImportsService,
    private readonly audit: AuditLog,
  ) {}

  /** CSV with the line number, what is wrong, and the original cells. Recorded as an access to personal data. @throws ImportStatusWrong */
  async file(slug: string, id: string, actor: string): Promise<Readable> {
    const found = await this.imports.get(slug, id);
    if (!['ready', 'applying', 'applied'].includes(found.status)) throw new ImportStatusWrong(found.status);
    const rows =
      found.status === 'ready'
        ? Object.values(found.findings?.refused ?? {}).reduce((sum, n) => sum + n, 0)
        : found.rowsRefused;
    await this.audit.record(this.database.prisma, {
      actor,
      action: 'import.errors_read',
      details: { importId: id, rows },
    });
    return Readable.from(this.lines(found), { objectMode: false });
  }

  private async *lines(found: SignatureImport): AsyncGenerator<string> {
    const { id, columns, status, mapping } = found;
    const read = rowReader(mapping ?? { columns: {} }, columns.length, utcDay(this.clock.now()));
    yield `\uFEFF${lineOf(['line', 'problem', ...columns])}`;
    for (let after = 0; ;) {
      const outcome = status === 'ready' ? 'waiting' : 'refused';
      const rows = await this.database.run<StagedRow>(readStagedRows, [id, after, rowsAtOnce, outcome]);
      const last = rows.at(-1);
      if (!last) return;
      after = last.number;
      const lines = rows.flatMap((row) => {
        const faults = status === 'ready' ? read(row).faults : row.fault;
        return faults ? [lineOf([String(row.number), problemOf(faults, found), ...row.cells])] : [];
      });
      if (lines.length > 0) yield lines.join('');
    }
  }
}

/** `E-mail: is not a valid email address (email.invalid)`, with the file's own column names. */
function problemOf(faults: readonly RowFault[], { columns, mapping }: SignatureImport): string {
  return faults
    .map(({ column, code, detail }) => {
      const field = importFields.find((one): one is ImportField => one === column);
      const at = field && mapping?.columns[field];
      const name = at === undefined ? column : (columns[at] ?? column);
      return `${name === '' ? 'the row' : name}: ${detail} (${code})`;
    })
    .join('; ');
}

/** Texts that a spreadsheet program would read as a formula get an apostrophe. */
const guarded = (cell: string): string => (/^[=+\-@\t\r\n'＝＋－＠]/.test(cell) ? `'${cell}` : cell);

const lineOf = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${guarded(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
