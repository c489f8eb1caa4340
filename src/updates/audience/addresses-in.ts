import { ExclusionFileRefused } from './audience.errors.js';

export const mostRows = 1_000_000;
const longestRow = 10_000;

/** Beginnings of files that are no lines of text: workbook, PDF, page, gzip. */
const foreign: readonly [start: string, why: string][] = [
  ['PK', 'it is a workbook. Save it as CSV, and upload that.'],
  ['%PDF', 'it is a PDF. A plain list or CSV is needed.'],
  ['<', 'it is a page. A plain list or CSV is needed.'],
  ['\u001f', 'it is packed. Unpack it, and upload what is inside.'],
];

/**
 * The lines of a file as it arrives; nothing of it is stored. Addresses are ASCII, so the encoding matters only where a line has none.
 * @throws ExclusionFileRefused
 */
export async function* linesIn(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let isFirst = true;
  let rows = 0;
  const counted = (line: string): string => {
    if (++rows > mostRows) throw new ExclusionFileRefused(`it has more than ${mostRows.toLocaleString('en')} rows.`);
    return line;
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
    for (const line of lines) if (line.trim() !== '') yield counted(line);
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield counted(rest);
}
