import { tableLimits } from '../../platform/tables/table.limits.js';
import { ExclusionFileRefused } from './audience.errors.js';

export const mostRows = 1_000_000;
/** Empty rows are not counted, and come to an end by it. */
export const mostBytes = tableLimits.fileBytes;
const longestRow = 10_000;

/** Beginnings of files that are no lines of text: workbook, PDF, page, gzip. */
const foreign: readonly [start: string, why: string][] = [
  ['PK', 'it is a workbook. Save it as CSV, and upload that.'],
  ['%PDF', 'it is a PDF. A plain list or CSV is needed.'],
  ['<', 'it is a page. A plain list or CSV is needed.'],
  ['\u001f', 'it is packed. Unpack it, and upload what is inside.'],
];

/** A file as it arrives, up to its limit. @throws ExclusionFileRefused */
export async function* withinLimit(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new ExclusionFileRefused(`it is larger than ${mostBytes / 1024 / 1024} MB.`);
    yield chunk;
  }
}

/**
 * The lines of a file that are not empty, those of a piece together: one at a time, a million take a minute. Addresses are ASCII, so the encoding matters only where a line has none.
 * @throws ExclusionFileRefused
 */
export async function* linesIn(source: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let isFirst = true;
  let rows = 0;
  const counted = (lines: string[]): string[] => {
    const filled = lines.filter((line) => line.trim() !== '');
    rows += filled.length;
    if (rows > mostRows) throw new ExclusionFileRefused(`it has more than ${mostRows.toLocaleString('en')} rows.`);
    return filled;
  };
  for await (const chunk of source) {
    const text = rest + decoder.decode(chunk, { stream: true });
    if (isFirst && text !== '') {
      for (const [start, why] of foreign) if (text.trimStart().startsWith(start)) throw new ExclusionFileRefused(why);
      isFirst = false;
    }
    if (text.includes('\0')) throw new ExclusionFileRefused('it is not a text in UTF-8 or another 8-bit encoding.');
    const lines = text.split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    if (rest.length > longestRow) throw new ExclusionFileRefused(`a row is longer than ${longestRow} characters.`);
    yield counted(lines);
  }
  yield counted([rest + decoder.decode()]);
}
