import { Archive } from './archive.js';
import { ImportTooManyRows } from './import.errors.js';
import { importLimits } from './import.status.js';
import { readSharedTexts, type SharedTexts } from './shared-texts.js';
import type { SpooledFile } from './spooled-file.js';
import type { FileTable, TableRow } from './file-table.js';
import { readParts, type WorkbookParts } from './workbook-parts.js';
import { parseXml } from './xml.js';

const texts = 'xl/sharedStrings.xml';

/** The first sheet of a workbook as rows. */
export async function workbookTable(file: SpooledFile): Promise<FileTable> {
  const archive = await Archive.open(file);
  const parts = await readParts(archive);
  return {
    format: 'xlsx',
    encoding: 'utf-8',
    rows: async function* () {
      const shared = archive.has(texts) ? await readSharedTexts(archive.read(texts)) : null;
      yield* rowsOf(archive.read(parts.sheet), parts, shared);
    },
  };
}

async function* rowsOf(sheet: AsyncIterable<Buffer>, parts: WorkbookParts, shared: SharedTexts | null): AsyncGenerator<TableRow> {
  let rows: TableRow[] = [];
  let row: TableRow = { number: 0, cells: [] };
  let last = 0;
  let column = 0;
  let cell: Readonly<Record<string, string>> = {};
  let value = '';
  let reading = false;
  const pieces = parseXml(sheet, {
    open: (name, attributes) => {
      if (name === 'row') {
        row = { number: numberOf(attributes.r) ?? last + 1, cells: [] };
        // Line numbers name rows, so they only go up.
        if (row.number <= last) row.number = last + 1;
        last = row.number;
        column = 0;
      } else if (name === 'c') {
        cell = attributes;
        column = columnOf(attributes.r) ?? column + 1;
        value = '';
      } else reading = name === 'v' || name === 't';
    },
    text: (piece) => {
      if (reading && value.length <= importLimits.cellCharacters) value += piece;
    },
    close: (name) => {
      reading = false;
      if (name === 'row') rows.push(row);
      if (name !== 'c') return;
      const text = textOf(cell, value, parts, shared);
      // Cells beyond the limit only tell that there are too many.
      const at = Math.min(column, importLimits.columns + 1);
      if (text === '') return;
      while (row.cells.length < at) row.cells.push('');
      row.cells[at - 1] = text;
    },
  });
  while (!(await pieces.next()).done) {
    const done = rows;
    rows = [];
    yield* done;
    if (last > 10_000_000) throw new ImportTooManyRows();
  }
}

function textOf(
  cell: Readonly<Record<string, string>>,
  value: string,
  { dayStyles, from1904 }: WorkbookParts,
  shared: SharedTexts | null,
): string {
  if (cell.t === 's') return shared?.at(Number(value)) ?? '';
  if (cell.t === 'b') return value === '1' ? 'true' : 'false';
  if (cell.t !== undefined && cell.t !== 'n') return value;
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) return value;
  return dayStyles.has(Number(cell.s ?? 0)) ? dayOf(number, from1904) : String(number);
}

/** Days since 30 December 1899, as spreadsheet programs count from March 1900 on; or since 1 January 1904. */
function dayOf(serial: number, from1904: boolean): string {
  const instant = new Date((from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)) + Math.floor(serial) * 86_400_000);
  return Number.isNaN(instant.getTime()) ? String(serial) : instant.toISOString().slice(0, 10);
}

const numberOf = (text: string | undefined): number | null => (text !== undefined && /^\d{1,8}$/.test(text) ? Number(text) : null);

/** `A1` is column 1, `AB7` column 28. */
function columnOf(place: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(place ?? '')?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
