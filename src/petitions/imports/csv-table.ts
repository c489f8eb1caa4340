import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { ImportNotATable, ImportRowUnreadable } from './import.errors.js';
import type { SpooledFile } from './spooled-file.js';
import type { FileTable, TableRow } from './file-table.js';
import { encodingOf, textOf } from './text-encoding.js';

const delimiters = [',', ';', '\t'] as const;

/** Characters of one row; a quotation mark that is never closed would make the rest of the file one. */
const rowCharacters = 1_000_000;

/** A CSV file as rows. @throws ImportNotATable at once; while it is read ImportRowUnreadable */
export async function csvTable({ handle }: SpooledFile): Promise<FileTable> {
  const encoding = await encodingOf(handle);
  let beginning = '';
  for await (const text of textOf(handle, encoding)) {
    beginning += text;
    if (beginning.length > 200_000) break;
  }
  if (/^\s*(<|%PDF|\{)/.test(beginning)) throw new ImportNotATable('it is a page or a document.');
  return { format: 'csv', encoding, rows: () => rowsOf(textOf(handle, encoding), delimiterOf(beginning)) };
}

async function* rowsOf(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: rowCharacters,
  });
  // What goes wrong reaches the loop below through the parser.
  pipeline(Readable.from(text), parser).catch(() => undefined);
  let next = 1;
  let empty = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { empty_lines: number } }>) {
      const number = next + info.empty_lines - empty;
      empty = info.empty_lines;
      next = number + 1 + breaksIn(record);
      yield { number, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new ImportRowUnreadable(next);
    throw error;
  }
}

/** Line ends inside the cells of a row. */
const breaksIn = (cells: readonly string[]): number => cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

/** The one that stands most often in the first line, outside quotation marks. */
function delimiterOf(beginning: string): string {
  const counts = new Map<string, number>(delimiters.map((one) => [one, 0]));
  let quoted = false;
  let filled = false;
  for (const character of beginning) {
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '\n' || character === '\r') {
      if (filled) break;
    } else if (counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
    filled ||= character.trim() !== '';
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ',';
}
