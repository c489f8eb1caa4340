import type { Tx } from '../platform/database/database.js';
import type { ExportOrder } from './export.schema.js';
import type { ExportFormat, PresetName } from './export.values.js';
import { storedFilter } from './supporter-filter.schema.js';

export type ExportRecord = NonNullable<Awaited<ReturnType<Tx['export']['findUnique']>>>;

/** The request as stored in the database. */
export const orderOf = (row: Pick<ExportRecord, 'preset' | 'format' | 'columns' | 'filter'>): ExportOrder => ({
  preset: row.preset as PresetName,
  format: row.format as ExportFormat,
  columns: row.columns,
  filter: storedFilter(row.filter),
});
