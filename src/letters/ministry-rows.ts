import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { faultsOf } from '../platform/http/validation.js';
import { MinistryImportRefused } from './ministries.errors.js';
import { newChannel, newFact, newHolder, type NewChannel, type NewFact, type NewHolder } from './ministries.schema.js';
import { ministryFields, type MinistryField } from './ministries.status.js';

/** What is wrong with a row; no value is quoted. */
export interface RowFault {
  /** Of the file, the names of the columns being line 1. */
  line: number;
  column: string;
  code: string;
  detail: string;
}

/** One row, checked by itself: it may hold an address, facts and an office holder at once. */
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

/** @param source of rows that name none @throws MinistryImportRefused when it is not such a list at all */
export function readMinistryRows(text: string, source: string): MinistryRow[] {
  const records = recordsIn(text);
  const [first] = records;
  if (!first) throw new MinistryImportRefused('ministries.import_empty', 'The file has no rows.');
  const columns = Object.keys(first.record);
  if (!columns.includes('iso')) throw new MinistryImportRefused('ministries.import_columns', 'The file has no column "iso".');
  const strangers = columns.filter((column) => !ministryColumns.includes(column)).length;
  if (strangers > 0)
    throw new MinistryImportRefused(
      'ministries.import_columns',
      `The file has columns of unknown name: ${strangers}. Columns are ${ministryColumns.join(', ')}.`,
    );
  if (records.length > maxRows) throw new MinistryImportRefused('ministries.import_too_large', `The file has more than ${maxRows} rows.`);
  return records.map(({ record, info }) => rowOf(record, info.lines, source));
}

function recordsIn(text: string): { record: Cells; info: { lines: number } }[] {
  try {
    return parse(text, { columns: true, bom: true, trim: true, info: true, skip_empty_lines: true }) as never;
  } catch {
    throw new MinistryImportRefused('ministries.import_unreadable', 'The file is not a CSV whose rows all have the same columns.');
  }
}

function rowOf(cells: Cells, line: number, source: string): MinistryRow {
  const of = (column: string): string => cells[column] ?? '';
  const faults: RowFault[] = [];
  const origin = { source: of('source') || source, confidence: of('confidence').toLowerCase() };
  /** Null, and faults, when the part does not fit its schema. */
  const checked = <Value>(schema: z.ZodType<Value>, input: object, columnOf: (field: string) => string): Value | null => {
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
    ? checked(newChannel, { kind: of('kind').toLowerCase(), address: of('address'), note: of('note'), ...origin }, (field) => field)
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
        { ...Object.fromEntries(Object.entries(holderColumns).map(([field, column]) => [field, of(column)])), ...origin },
        (field) => holderColumns[field] ?? field,
      )
    : null;
  if (faults.length === 0 && !channel && facts.length === 0 && !holder)
    faults.push({ line, column: 'address', code: 'row.empty', detail: 'has nothing to enter' });
  return { line, iso, channel, facts, holder, faults: distinct(faults) };
}

/** A source that is wrong for one part of a row is wrong for all of them. */
const distinct = (faults: readonly RowFault[]): RowFault[] =>
  faults.filter((fault, i) => faults.findIndex(({ column, code }) => column === fault.column && code === fault.code) === i);
