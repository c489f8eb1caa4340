import { ImportHeaderDuplicate, ImportNoRows, ImportNotATable, ImportTooManyColumns, ImportTooManyRows } from './import.errors.js';
import { importLimits } from './import.status.js';
import { bytesOf, type SpooledFile } from './spooled-file.js';
import { csvTable } from './csv-table.js';
import type { FileTable, TableRow } from './file-table.js';
import { workbookTable } from './workbook-table.js';

/** A table whose first line was read and holds the names of its columns. */
export interface HeadedTable extends Omit<FileTable, 'rows'> {
  columns: string[];
  /** Rows with something in them, each with one cell a column and more only where the file has more. */
  rows: AsyncGenerator<TableRow>;
}

/** @throws ImportFileRefused, also while the rows are read */
export async function readTable(file: SpooledFile): Promise<HeadedTable> {
  const { format, encoding, rows } = await formatOf(file);
  const all = rows();
  const first = await all.next();
  if (first.done) throw new ImportNotATable('it is empty.');
  const columns = columnsIn(first.value.cells);
  return { format, encoding, columns, rows: filled(all, columns.length) };
}

/** By its first bytes, whatever its name says. */
async function formatOf(file: SpooledFile): Promise<FileTable> {
  const head = (await bytesOf(file.handle).next()).value as Buffer | undefined;
  if (!head) throw new ImportNotATable('it is empty.');
  const begins = (...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte);
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new ImportNotATable('it is an old workbook (.xls) or protected by a password.');
  return begins(0x50, 0x4b) ? workbookTable(file) : csvTable(file);
}

/** @throws ImportTooManyColumns, ImportHeaderDuplicate, ImportNotATable */
function columnsIn(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.normalize('NFC').replace(/\s+/g, ' ').trim());
  while (names.at(-1) === '') names.pop();
  if (names.length > importLimits.columns) throw new ImportTooManyColumns();
  if (names.length < 2) throw new ImportNotATable('its first line has fewer than two columns.');
  const seen = new Set<string>();
  const wrong = names.flatMap((name, index) => {
    const key = name.toLowerCase();
    const bad = key === '' || name.length > importLimits.headerCharacters || seen.has(key);
    seen.add(key);
    return bad ? [index + 1] : [];
  });
  if (wrong.length > 0) throw new ImportHeaderDuplicate(wrong);
  return names.map(storable);
}

async function* filled(rows: AsyncGenerator<TableRow>, width: number): AsyncGenerator<TableRow> {
  let n = 0;
  for await (const { number, cells } of rows) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (++n > importLimits.rows) throw new ImportTooManyRows();
    const kept = cells.slice(0, importLimits.columns + 1).map(storable);
    while (kept.length > width && kept.at(-1)?.trim() === '') kept.pop();
    while (kept.length < width) kept.push('');
    yield { number, cells: kept };
  }
  if (n === 0) throw new ImportNoRows();
}

/** The database takes no NUL. One character more than allowed is kept, so that the row is refused and not cut. */
const storable = (cell: string): string => cell.slice(0, importLimits.cellCharacters + 1).replaceAll('\0', '\uFFFD');
