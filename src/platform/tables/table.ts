import {
  HeaderDuplicate,
  NoRows,
  NotATable,
  TableEmpty,
  TableTooNarrow,
  TooManyColumns,
  TooManyRows,
} from './table.errors.js';
import { tableLimits } from './table.limits.js';
import { bytesOf, type SpooledFile } from './spooled-file.js';
import { csvTable } from './csv-table.js';
import type { FileTable, TableChoice, TableRow } from './file-table.js';

/** A table whose first line was read and contains the column names. */
export interface HeadedTable extends Omit<FileTable, 'rows'> {
  columns: string[];
  /** Non-empty rows, each with one cell per column, and more only where the file has more. */
  rows: AsyncGenerator<TableRow>;
}

/** Lines examined to find the column names and unnamed columns. */
const looksAhead = 20;

/**
 * @param isHeader whether cells are column names; lines above them are skipped, and counted in `reading`
 * @throws TableRefused, also while the rows are read
 */
export async function readTable(
  file: SpooledFile,
  choice: TableChoice = {},
  isHeader: (cells: readonly string[]) => boolean = () => false,
): Promise<HeadedTable> {
  const headerAt = (rows: readonly TableRow[]): number => {
    const sure = rows.findIndex(({ cells }) => isHeader(cells));
    return sure >= 0 ? sure : rows.findIndex(({ cells }) => filledIn(cells) > 1);
  };
  const { format, encoding, reading, rows } = await formatOf(file, choice, (first) => headerAt(first) >= 0);
  const all = rows();
  const ahead: TableRow[] = [];
  for (let n = 0; n < looksAhead; n++) {
    const next = await all.next();
    if (next.done) break;
    if (filledIn(next.value.cells) > 0) ahead.push(next.value);
  }
  const told = reading.sheet === undefined ? 'it' : `the sheet "${reading.sheet.slice(0, 40)}"`;
  if (ahead.length === 0) throw new TableEmpty(`${told} is empty.`);
  const at = headerAt(ahead);
  const header = ahead[at];
  if (!header) throw new TableTooNarrow(`${told} has fewer than two columns in its first lines.`);
  if (at > 0) reading.linesAbove = at;
  const below = ahead.slice(at + 1);
  const { columns, places } = columnsIn(header.cells, below);
  return {
    format,
    encoding,
    reading,
    columns,
    rows: filled(joined(below, all), places, format === 'csv' ? header.cells.length : 0),
  };
}

const filledIn = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;

/** By its first bytes, whatever its name says. */
async function formatOf(
  file: SpooledFile,
  choice: TableChoice,
  looksRight: (rows: TableRow[]) => boolean,
): Promise<FileTable> {
  const head = (await bytesOf(file.handle).next()).value as Buffer | undefined;
  if (!head) throw new TableEmpty('it is empty.');
  const begins = (...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte);
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new NotATable('it is an old workbook (.xls) or protected by a password.');
  if (!begins(0x50, 0x4b)) return csvTable(file, choice);
  const { workbookTable } = await import('./workbook-table.js');
  return workbookTable(file, choice, looksRight);
}

/**
 * Unnamed columns that are empty in the examined rows are dropped.
 * @returns names, and where each is in the file @throws TooManyColumns, HeaderDuplicate
 */
function columnsIn(cells: readonly string[], below: readonly TableRow[]): { columns: string[]; places: number[] } {
  const names = cells.map((cell) => cell.normalize('NFC').replace(/\s+/g, ' ').trim());
  while (names.at(-1) === '') names.pop();
  if (names.length > tableLimits.columns) throw new TooManyColumns();
  const isUsed = (at: number): boolean => names[at] !== '' || below.some((row) => (row.cells[at] ?? '').trim() !== '');
  const places = names.map((_, at) => at).filter(isUsed);
  const seen = new Set<string>();
  const wrong = places.flatMap((at) => {
    const name = names[at] ?? '';
    const key = name.toLowerCase();
    const bad = key === '' || name.length > tableLimits.headerCharacters || seen.has(key);
    seen.add(key);
    return bad ? [at + 1] : [];
  });
  if (wrong.length > 0) throw new HeaderDuplicate(wrong);
  return { columns: places.map((at) => storable(names[at] ?? '')), places };
}

async function* joined(first: readonly TableRow[], rest: AsyncGenerator<TableRow>): AsyncGenerator<TableRow> {
  yield* first;
  yield* rest;
}

async function* filled(
  rows: AsyncGenerator<TableRow>,
  places: readonly number[],
  width: number,
): AsyncGenerator<TableRow> {
  const known = new Set(places);
  let n = 0;
  for await (const { number, cells } of rows) {
    if (filledIn(cells) === 0) continue;
    if (++n > tableLimits.rows) throw new TooManyRows();
    // A value outside all columns makes the row too wide, so that it is refused and not cut.
    const beside = cells.slice(0, tableLimits.columns + 1).filter((cell, at) => !known.has(at) && cell.trim() !== '');
    yield {
      number,
      ...(cells.length < width && { short: true }),
      cells: [...places.map((at) => cells[at] ?? ''), ...beside].map(storable),
    };
  }
  if (n === 0) throw new NoRows();
}

/** The database accepts no NUL. One character more than allowed is kept, so that the row is refused and not cut. */
const storable = (cell: string): string => cell.slice(0, tableLimits.cellCharacters + 1).replaceAll('\0', '\uFFFD');
