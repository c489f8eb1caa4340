import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { delimiterOf, separatorLine } from './delimiter.js';
import { NotATable, RowUnreadable } from './table.errors.js';
import type { SpooledFile } from './spooled-file.js';
import type { FileTable, TableChoice, TableRow } from './file-table.js';
import { encodingOf, textOf } from './text-encoding.js';

/** Maximum characters of a row; an unclosed quotation mark would turn the rest of the file into one row. */
const rowCharacters = 1_000_000;

/** A CSV file as rows. @throws NotATable at once; while it is read RowUnreadable */
export async function csvTable({ handle }: SpooledFile, choice: TableChoice): Promise<FileTable> {
  const { encoding, guessed } =
    choice.encoding === undefined ? await encodingOf(handle) : { encoding: choice.encoding, guessed: false };
  let beginning = '';
  for await (const text of textOf(handle, encoding)) {
    beginning += text;
    if (beginning.length > 200_000) break;
  }
  if (/^\s*(?:<|%PDF|\{)/.test(beginning)) throw new NotATable('it is a page or a document.');
  const said = separatorLine(beginning);
  const delimiter = said?.delimiter ?? delimiterOf(beginning);
  const text = () => without(textOf(handle, encoding), said?.length ?? 0);
  return {
    format: 'csv',
    encoding,
    reading: { ...(guessed && { encodingGuessed: true }) },
    rows: () => rowsOf(text(), delimiter, said ? 2 : 1),
  };
}

/** A text without its first characters. */
async function* without(text: AsyncIterable<string>, characters: number): AsyncGenerator<string> {
  let left = characters;
  for await (const piece of text) {
    yield piece.slice(left);
    left = Math.max(0, left - piece.length);
  }
}

async function* rowsOf(text: AsyncIterable<string>, delimiter: string, firstLine: number): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: rowCharacters,
  });
  // Errors reach the loop below through the parser.
  pipeline(Readable.from(text), parser).catch(() => undefined);
  let next = firstLine;
  let empty = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { empty_lines: number } }>) {
      const number = next + info.empty_lines - empty;
      empty = info.empty_lines;
      next = number + 1 + breaksIn(record);
      yield { number, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new RowUnreadable(next);
    throw error;
  }
}

/** Line ends inside the cells of a row. */
const breaksIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
