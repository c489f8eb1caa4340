import { tableLimits } from '../../platform/tables/table.status.js';
import { type ImportField, type ImportMapping, type RowFault } from './import.status.js';
import { readRow, type ReadRow } from './import.schema.js';
import type { TableRow } from '../../platform/tables/file-table.js';

const tooWide: RowFault = { column: '', code: 'row.too_many_cells', detail: 'has more cells than the first line' };
const wiped: RowFault = { column: '', code: 'row.wiped', detail: 'is not held any more' };

/**
 * Reads rows under a mapping.
 * @param width number of columns @param today UTC day; a signature of a day to come is refused
 */
export function rowReader({ columns, country, locale }: ImportMapping, width: number, today: string): (row: TableRow) => ReadRow {
  const mapped = Object.entries(columns) as [ImportField, number][];
  return ({ number, cells }) => {
    const refused = (...faults: RowFault[]): ReadRow => ({ number, row: null, faults });
    if (cells.length === 0) return refused(wiped);
    if (cells.length > width) return refused(tooWide);
    const long = mapped.filter(([, at]) => (cells[at] ?? '').length > tableLimits.cellCharacters);
    if (long.length > 0)
      return refused(
        ...long.map(([column]) => ({ column, code: 'cell.too_long', detail: `is longer than ${tableLimits.cellCharacters} characters` })),
      );
    const fields: Partial<Record<ImportField, string>> = {};
    for (const [field, at] of mapped) fields[field] = (cells[at] ?? '').trim();
    if (!fields.country && country !== undefined) fields.country = country;
    if (!fields.locale && locale !== undefined) fields.locale = locale;
    const read = readRow(fields);
    if (read.row?.signed_on !== undefined && read.row.signed_on > today)
      return refused({ column: 'signed_on', code: 'day.to_come', detail: 'is a day to come' });
    return { number, ...read };
  };
}
