import type { Readable } from 'node:stream';
import { ZipWriter } from './export-zip.js';

/** Excel's sheets end at 1 048 576 rows. */
const rowsPerSheet = 1_000_000;
/** Far below the 4 GiB that an entry of a plain ZIP archive may unpack to. */
const bytesPerSheet = 3_000_000_000;

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const sheetHead = `${xmlHead}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
const sheetTail = '</sheetData></worksheet>';

/** What XML cannot hold, what it gives a meaning to, and `_x000A_`, which spreadsheets read as an escape. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const special = /[&<>\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|_(?=x[0-9A-Fa-f]{4}_)/g;
const replacements: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', _: '_x005F_' };

/** A text inside a cell. Characters XML has no way to write are dropped. */
export const xmlText = (text: string): string => text.replace(special, (character) => replacements[character] ?? '');

/** Column letters of a zero-based index below 26. */
const letter = (index: number): string => String.fromCharCode(65 + index);

/** A row of text cells. Inline strings: a spreadsheet never takes them for formulas, numbers or dates, and nothing needs to be kept in memory. */
export function rowXml(number: number, values: readonly unknown[]): string {
  let cells = '';
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== 'string' || value === '') continue;
    cells += `<c r="${letter(index)}${number}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
  }
  return `<row r="${number}">${cells}</row>`;
}

/**
 * An XLSX workbook from lines of JSON objects with the same keys, which become the header of every sheet. Rows are
 * written as they come, sheet after sheet; nothing is read ahead of the reader, so memory stays constant.
 */
export async function* workbookOf(source: Readable): AsyncGenerator<Buffer> {
  const zip = new ZipWriter();
  const batches = linesOf(source)[Symbol.asyncIterator]();
  const sheets = new SheetFeed(batches);
  let count = 0;
  do yield* zip.entry(`xl/worksheets/sheet${++count}.xml`, sheets.next());
  while (await sheets.hasMore());
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  for (const [name, text] of Object.entries(parts(numbers))) yield* zip.entry(name, [text]);
  yield zip.end();
}
