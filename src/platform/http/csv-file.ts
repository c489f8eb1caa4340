import { stringify } from 'csv-stringify/sync';
import { download, type Answer } from './answer.js';

/**
 * A table as a download that a spreadsheet opens as it is: UTF-8 with a byte order mark, and one apostrophe in front of what would be taken for a
 * formula.
 */
export const csvFile = (
  filename: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Answer =>
  download({
    filename,
    type: 'text/csv; charset=utf-8; header=present',
    content: stringify([[...columns], ...rows.map((row) => [...row])], {
      bom: true,
      escape_formulas: true,
      record_delimiter: 'windows',
    }),
  });

/** A picture as a download. */
export const svgFile = (filename: string, content: string): Answer =>
  download({ filename, type: 'image/svg+xml', content });
