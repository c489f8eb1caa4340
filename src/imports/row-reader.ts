import { isSheetError } from '../platform/tables/sheet-error.js';
import { tableLimits } from '../platform/tables/table.limits.js';
import { type ImportField, type ImportMapping, type RowFault } from './import.values.js';
import { readRow, type ReadRow } from './import.schema.js';
import { dayOf } from './import-dates.js';
import type { TableRow } from '../platform/tables/file-table.js';

const tooWide: RowFault = { column: '', code: 'row.too_many_cells', detail: 'has more cells than the first line' };
const wiped: RowFault = { column: '', code: 'row.wiped', detail: 'is no longer stored' };

/**
 * Reads rows under a mapping.
 * @param width number of columns @param today UTC day; nobody signed on a future day
 */
export function rowReader(
  { columns, country, locale, dateOrder }: ImportMapping,
  width: number,
  today: string,
): (row: TableRow) => ReadRow {
  const mapped = Object.entries(columns) as [ImportField, number][];
  return ({ number, cells }) => {
    const refused = (...faults: RowFault[]): ReadRow => ({ number, row: null, faults });
    if (cells.length === 0) return refused(wiped);
    if (cells.length > width) return refused(tooWide);
    const failed = mapped.filter(([, at]) => isSheetError(cells[at] ?? ''));
    if (failed.length > 0)
      return refused(...failed.map(([column]) => ({ column, code: 'cell.error', detail: 'is a spreadsheet error' })));
    const long = mapped.filter(([, at]) => (cells[at] ?? '').length > tableLimits.cellCharacters);
    if (long.length > 0)
      return refused(
        ...long.map(([column]) => ({
          column,
          code: 'cell.too_long',
          detail: `is longer than ${tableLimits.cellCharacters} characters`,
        })),
      );
    const fields: Partial<Record<ImportField, string>> = {};
    for (const [field, at] of mapped) fields[field] = (cells[at] ?? '').trim();
    if (!fields.country && country !== undefined) fields.country = country;
    if (!fields.locale && locale !== undefined) fields.locale = locale;
    const { signed_on: signed = '', full_name: full = '', ...rest } = fields;
    const day = signed === '' ? '' : dayOf(signed, dateOrder, today);
    const isDay = day !== 'ambiguous' && day !== null;
    // A name in one column is not split: it is the person's single name.
    const read = readRow({ ...rest, given_name: rest.given_name || full, signed_on: isDay ? day : '' });
    return { number, ...read, ...(!isDay && { day: day === null ? ('unread' as const) : day }) };
  };
}
