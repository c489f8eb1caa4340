import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { ZipWriter } from './export-zip.js';

/** Excel's sheets end at 1 048 576 rows; the header is not counted here. */
const rowsPerSheet = 1_000_000;
/** Well below the 4 GiB limit of an entry in a plain ZIP archive. */
const charactersPerSheet = 1_000_000_000;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const frozenHeader =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';

/** What XML cannot contain or gives a meaning to, and the underscore of `_x000A_`, which spreadsheets read as an escape. */
const special =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[&<>\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|_(?=x[0-9A-Fa-f]{4}_)/g;
const replacements: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', _: '_x005F_' };

/** A text inside a cell. Characters not allowed in XML are dropped. */
export const xmlText = (text: string): string => text.replace(special, (character) => replacements[character] ?? '');

/**
 * A row of text cells, at most 26. Inline strings: a spreadsheet never takes them for formulas, numbers or dates, and
 * unlike shared strings they need no table that grows with the file.
 */
export function rowXml(number: number, values: readonly unknown[]): string {
  let cells = '';
  values.forEach((value, index) => {
    if (typeof value !== 'string' || value === '') return;
    cells += `<c r="${String.fromCharCode(65 + index)}${number}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
  });
  return `<row r="${number}">${cells}</row>`;
}

/**
 * An XLSX workbook from lines of JSON objects. Rows are written as they come, a new sheet after each million; nothing is produced before the reader
 * wants it, so memory stays constant.
 */
export async function* workbookOf(source: Readable, columns: readonly string[]): AsyncGenerator<Buffer> {
  const zip = new ZipWriter();
  const lines = new LineFeed(source);
  let sheets = 0;
  do yield* zip.entry(`xl/worksheets/sheet${++sheets}.xml`, sheetOf(lines, columns));
  while (await lines.isReady());
  for (const [path, text] of Object.entries(partsFor(sheets))) yield* zip.entry(path, [text]);
  yield zip.end();
}

async function* sheetOf(lines: LineFeed, columns: readonly string[]): AsyncGenerator<string> {
  yield `${head}<worksheet xmlns="${main}">${frozenHeader}<sheetData>${rowXml(1, columns)}`;
  let number = 1;
  let characters = 0;
  while (number <= rowsPerSheet && characters < charactersPerSheet && (await lines.isReady())) {
    let xml = '';
    for (let line; number <= rowsPerSheet && (line = lines.take()) !== undefined;) {
      const row = JSON.parse(line) as Record<string, unknown>;
      xml += rowXml(
        ++number,
        columns.map((column) => row[column]),
      );
    }
    characters += xml.length;
    yield xml;
  }
  yield '</sheetData></worksheet>';
}

/** Lines of a byte stream, a chunk's worth at a time. */
class LineFeed {
  private readonly chunks: AsyncIterator<Buffer>;
  private readonly decoder = new StringDecoder('utf8');
  private lines: string[] = [];
  private next = 0;
  private rest = '';

  constructor(source: AsyncIterable<Buffer>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  /** Resolves to true once a line is available, to false at the end. */
  async isReady(): Promise<boolean> {
    while (this.next >= this.lines.length) {
      const chunk = await this.chunks.next();
      if (chunk.done) return false;
      this.lines = (this.rest + this.decoder.write(chunk.value)).split('\n');
      this.rest = this.lines.pop() ?? '';
      this.next = 0;
    }
    return true;
  }

  take(): string | undefined {
    return this.lines[this.next++];
  }
}

/** The small parts that tell a spreadsheet program where the sheets are. */
function partsFor(sheets: number): Record<string, string> {
  const each = (text: (number: number) => string): string =>
    Array.from({ length: sheets }, (_, index) => text(index + 1)).join('');
  return {
    '[Content_Types].xml': `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${content}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each((n) => `<sheet name="Supporters${sheets > 1 ? ` ${n}` : ''}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packaged}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
  };
}
