import type { z } from 'zod';
import { tidyText } from '../platform/http/text-input.js';
import { faultsOf } from '../platform/http/validation.js';
import { isSheetError } from '../platform/tables/sheet-error.js';
import { NoRows, TableEmpty, TableRefused, TableTooNarrow } from '../platform/tables/table.errors.js';
import type { HeadedTable } from '../platform/tables/table.js';
import { MinistryImportRefused } from './ministries.errors.js';
import { newChannel, newFact, newHolder, type NewChannel, type NewFact, type NewHolder } from './ministries.schema.js';
import { ministryFields, type MinistryField } from './ministries.values.js';

/** What is wrong with a row; no value is quoted. */
export interface RowFault {
  /** Line in the file; the column names are line 1. */
  line: number;
  column: string;
  code: string;
  detail: string;
}

/** One row, validated by itself: it may contain an address, facts and an office holder at once. */
export interface MinistryRow {
  line: number;
  iso: string;
  channel: NewChannel | null;
  facts: NewFact[];
  holder: NewHolder | null;
  faults: RowFault[];
}

/** Column `note` belongs to the address, so the ministry's own has a longer name. */
const columnOfField = (field: MinistryField): string => (field === 'note' ? 'ministry_note' : field);
const holderColumns: Readonly<Record<string, string>> = {
  name: 'holder_name',
  gender: 'holder_gender',
  title: 'holder_title',
  validFrom: 'holder_from',
  validTo: 'holder_to',
  checkedOn: 'holder_checked_on',
};
export const ministryColumns: readonly string[] = [
  ...['iso', 'kind', 'address', 'note', 'source', 'confidence'],
  ...ministryFields.map(columnOfField),
  ...Object.values(holderColumns),
];
const maxRows = 2000;

type Cells = Readonly<Record<string, string>>;

/** Whether cells are the column names of such a list. */
export const isMinistryHeader = (cells: readonly string[]): boolean => cells.some((cell) => plain(cell) === 'iso');
const plain = (column: string): string => column.trim().toLowerCase();

/** @param source default source of rows @throws MinistryImportRefused when it is not such a list at all */
export async function readMinistryRows(
  table: Pick<HeadedTable, 'columns' | 'rows'>,
  source: string,
): Promise<MinistryRow[]> {
  const columns = table.columns.map(plain);
  if (!columns.includes('iso')) throw noIso();
  const strangers = columns.filter((column) => !ministryColumns.includes(column)).length;
  if (strangers > 0)
    throw new MinistryImportRefused(
      'ministries.import_columns',
      `The file has unknown columns: ${strangers}. Columns are ${ministryColumns.join(', ')}.`,
    );
  const rows: MinistryRow[] = [];
  for await (const { number, cells, short } of table.rows) {
    if (short === true || cells.length > columns.length) throw unreadable();
    if (rows.length === maxRows)
      throw new MinistryImportRefused('ministries.import_too_large', `The file has more than ${maxRows} rows.`);
    rows.push(
      rowOf(Object.fromEntries(columns.map((column, at) => [column, tidyText(cells[at] ?? '')])), number, source),
    );
  }
  return rows;
}

const noIso = () => new MinistryImportRefused('ministries.import_columns', 'The file has no column "iso".');
const unreadable = () =>
  new MinistryImportRefused(
    'ministries.import_unreadable',
    'The file is not a table whose rows all have the same columns.',
  );

/** Errors of the table reader, in the terms of this list. */
export function asMinistryRefusal(error: unknown): unknown {
  if (error instanceof TableEmpty || error instanceof NoRows)
    return new MinistryImportRefused('ministries.import_empty', 'The file has no rows.');
  if (error instanceof TableTooNarrow) return noIso();
  return error instanceof TableRefused
    ? new MinistryImportRefused('ministries.import_unreadable', error.message)
    : error;
}

function rowOf(cells: Cells, line: number, source: string): MinistryRow {
  const of = (column: string): string => cells[column] ?? '';
  const faults: RowFault[] = Object.entries(cells)
    .filter(([, cell]) => isSheetError(cell))
    .map(([column]) => ({ line, column, code: 'cell.error', detail: 'is a spreadsheet error' }));
  const origin = { source: of('source') || source, confidence: of('confidence').toLowerCase() };
  /** Null, and faults, when the part does not fit its schema. */
  const checked = <Value>(
    schema: z.ZodType<Value>,
    input: object,
    columnOf: (field: string) => string,
  ): Value | null => {
    const result = schema.safeParse(input);
    if (result.success) return result.data;
    faults.push(
      ...faultsOf(result.error.issues).map(({ pointer, code, detail }) => ({
        line,
        column: columnOf(pointer.split('/')[1] ?? ''),
        code,
        detail,
      })),
    );
    return null;
  };
  const has = (...columns: string[]): boolean => columns.some((column) => of(column) !== '');

  const iso = of('iso').toUpperCase();
  const channel = has('kind', 'address', 'note')
    ? checked(
        newChannel,
        { kind: of('kind').toLowerCase(), address: of('address'), note: of('note'), ...origin },
        (field) => field,
      )
    : null;
  const facts = ministryFields
    .filter((field) => has(columnOfField(field)))
    .map((field) => {
      const column = columnOfField(field);
      return checked(newFact, { field, value: of(column), ...origin }, (name) => (name === 'value' ? column : name));
    })
    .filter((fact) => fact !== null);
  const holder = has(...Object.values(holderColumns))
    ? checked(
        newHolder,
        {
          ...Object.fromEntries(Object.entries(holderColumns).map(([field, column]) => [field, of(column)])),
          ...origin,
        },
        (field) => holderColumns[field] ?? field,
      )
    : null;
  if (faults.length === 0 && !channel && facts.length === 0 && !holder)
    faults.push({ line, column: 'address', code: 'row.empty', detail: 'has nothing to enter' });
  return { line, iso, channel, facts, holder, faults: distinct(faults) };
}

/** A source that is wrong for one part of a row is wrong for all of them. */
const distinct = (faults: readonly RowFault[]): RowFault[] =>
  faults.filter(
    (fault, i) => faults.findIndex(({ column, code }) => column === fault.column && code === fault.code) === i,
  );
