import { Archive } from './archive.js';
import { padded } from './number-formats.js';
import { SheetUnknown, TooManyRows } from './table.errors.js';
import { tableLimits } from './table.limits.js';
import { decodedText, readSharedTexts, type SharedTexts } from './shared-texts.js';
import type { SpooledFile } from './spooled-file.js';
import type { FileTable, TableChoice, TableReading, TableRow } from './file-table.js';
import { readParts, type WorkbookParts, type WorkbookSheet } from './workbook-parts.js';
import { parseXml } from './xml.js';

/** Sheets examined to find one that is a table. */
const sheetsLookedAt = 20;

/**
 * A sheet of a workbook as rows: the requested one; else the first visible one that looks like a table.
 * @param looksRight whether the first rows of a sheet do @throws SheetUnknown, NotATable, ArchiveBomb
 */
export async function workbookTable(
  file: SpooledFile,
  choice: TableChoice,
  looksRight: (rows: TableRow[]) => boolean,
): Promise<FileTable> {
  const archive = await Archive.open(file);
  const parts = await readParts(archive);
  let shared: Promise<SharedTexts | null> | undefined;
  const tableOf = (sheet: WorkbookSheet): FileTable => {
    const others = parts.sheets.filter((one) => one !== sheet).map(({ name }) => name);
    const reading: TableReading = {
      sheet: sheet.name,
      ...(others.length > 0 && { otherSheets: others }),
      ...(sheet.hidden && { sheetHidden: true }),
    };
    return {
      format: 'xlsx',
      encoding: 'utf-8',
      reading,
      rows: async function* () {
        shared ??=
          parts.sharedTexts === null ? Promise.resolve(null) : readSharedTexts(archive.read(parts.sharedTexts));
        yield* rowsOf(archive.read(sheet.part), parts, await shared, reading);
      },
    };
  };
  if (choice.sheet !== undefined) return tableOf(named(parts.sheets, choice.sheet));
  const visible = parts.sheets.filter(({ hidden }) => !hidden);
  const tables = (visible.length > 0 ? visible : parts.sheets).slice(0, sheetsLookedAt).map(tableOf);
  const [first = tableOf(parts.sheets[0] as WorkbookSheet)] = tables;
  if (tables.length < 2) return first;
  for (const table of tables) {
    const rows: TableRow[] = [];
    for await (const row of table.rows()) if (rows.push(row) >= 20) break;
    delete table.reading.hiddenRows;
    if (looksRight(rows)) return table;
  }
  return first;
}

/** @throws SheetUnknown */
function named(sheets: readonly WorkbookSheet[], wanted: string): WorkbookSheet {
  const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
  const sheet = sheets.find(({ name }) => plain(name) === plain(wanted));
  if (!sheet) throw new SheetUnknown(sheets.map(({ name }) => name));
  return sheet;
}

async function* rowsOf(
  sheet: AsyncIterable<Buffer>,
  parts: WorkbookParts,
  shared: SharedTexts | null,
  reading: TableReading,
): AsyncGenerator<TableRow> {
  let rows: TableRow[] = [];
  let row: TableRow = { number: 0, cells: [] };
  let last = 0;
  let column = 0;
  let cell: Readonly<Record<string, string>> = {};
  let value = '';
  let inText = false;
  // Phonetic readings (`rPh`) are not part of the text.
  let aside = false;
  let hidden = false;
  delete reading.hiddenRows;
  const pieces = parseXml(sheet, {
    open: (name, attributes) => {
      if (name === 'row') {
        row = { number: numberOf(attributes.r) ?? last + 1, cells: [] };
        // Line numbers identify rows, so they only increase.
        if (row.number <= last) row.number = last + 1;
        last = row.number;
        column = 0;
        hidden = /^(?:1|true)$/.test(attributes.hidden ?? '');
      } else if (name === 'c') {
        cell = attributes;
        column = columnOf(attributes.r) ?? column + 1;
        value = '';
      } else if (name === 'rPh') aside = true;
      else inText = !aside && (name === 'v' || name === 't');
    },
    text: (piece) => {
      if (inText && value.length <= tableLimits.cellCharacters * 7) value += piece;
    },
    close: (name) => {
      inText = false;
      if (name === 'rPh') aside = false;
      if (name === 'row') {
        if (hidden && row.cells.length > 0) reading.hiddenRows = (reading.hiddenRows ?? 0) + 1;
        rows.push(row);
      }
      if (name !== 'c') return;
      const text = textOf(cell, value, parts, shared);
      // Cells beyond the limit only show that there are too many.
      const at = Math.min(column, tableLimits.columns + 1);
      if (text === '') return;
      while (row.cells.length < at) row.cells.push('');
      row.cells[at - 1] = text;
    },
  });
  while (!(await pieces.next()).done) {
    const done = rows;
    rows = [];
    yield* done;
    if (last > 10_000_000) throw new TooManyRows();
  }
}

function textOf(
  cell: Readonly<Record<string, string>>,
  value: string,
  { formats, from1904 }: WorkbookParts,
  shared: SharedTexts | null,
): string {
  if (cell.t === 's') return shared?.at(Number(value)) ?? '';
  if (cell.t === 'b') return value === '1' || value === 'true' ? 'true' : 'false';
  // A failed formula is an error whatever it is called.
  if (cell.t === 'e') return value.startsWith('#') ? value : '#N/A';
  if (cell.t === 'd') return value;
  if (cell.t !== undefined && cell.t !== 'n') return decodedText(value);
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) return value;
  const format = formats.get(Number(cell.s ?? 0));
  if (format === 'day') return dayOf(number, from1904);
  return format ? padded(number, format.pattern) : String(number);
}

/** Days since 30 December 1899, as spreadsheet programs count from March 1900 on; or since 1 January 1904. */
function dayOf(serial: number, from1904: boolean): string {
  const instant = new Date(
    (from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)) + Math.floor(serial) * 86_400_000,
  );
  return Number.isNaN(instant.getTime()) ? String(serial) : instant.toISOString().slice(0, 10);
}

const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,8}$/.test(text) ? Number(text) : null;

/** `A1` is column 1, `AB7` column 28. */
function columnOf(place: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/i.exec(place ?? '')?.[0].toUpperCase();
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
