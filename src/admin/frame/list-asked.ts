import type { Cursor } from '../../platform/database/keyset.js';
import type { Fault } from '../../platform/errors.js';
import type { Texts } from './form.js';
import type { Asked, Column, List, ListFilter, Sort } from './list.js';

/** Reads what is asked of a list. What the list does not know is a fault by field, and otherwise left out. */
export function askedOf<Row>(list: List<Row>, input: Readonly<Texts>): Asked {
  const faults: Fault[] = [];
  const refuse = (name: string, code: string, detail: string): void =>
    void faults.push({ pointer: `/${name}`, code, detail });
  const filter = Object.fromEntries(
    (list.filters ?? []).flatMap((one) => {
      const value = input[one.name]?.trim() ?? '';
      if (value === '') return [];
      if (isKnown(one, value)) return [[one.name, value]];
      refuse(one.name, 'list.unknown_value', one.type === 'date' ? 'is not a day' : 'is not offered here');
      return [];
    }),
  );
  const sort = sortOf(input.sort ?? '', list.columns);
  if (input.sort && !sort) refuse('sort', 'list.unknown_sort', 'is not something this list is sorted by');
  const columns = columnsOf(input.columns ?? '', list.columns);
  if (!columns) refuse('columns', 'list.unknown_column', 'names a column this list does not have');
  const cursor = cursorOf(input, list.ids);
  if (cursor === 'unknown') refuse('page', 'list.unknown_page', 'is not a page of this list');
  const usual = defaultColumns(list.columns);
  const shown = columns ?? usual;
  return {
    input,
    filter,
    sort: sort ?? sortOf(list.sort ?? '', list.columns),
    columns: shown,
    cursor: cursor === 'unknown' ? null : cursor,
    kept: {
      ...filter,
      ...(sort && input.sort !== list.sort && { sort: input.sort }),
      ...(shown.join() !== usual.join() && { columns: shown.join() }),
    },
    whole: false,
    faults,
  };
}

const isKnown = <Row>({ options, isOpen, type }: ListFilter<Row>, value: string): boolean =>
  options && !isOpen ? options.some((one) => one.value === value) : type !== 'date' || !Number.isNaN(Date.parse(value));

function sortOf<Row>(typed: string, columns: readonly Column<Row>[]): Sort | null {
  const name = typed.replace(/^-/, '');
  const isSortable = columns.some((column) => column.name === name && column.sortable);
  return isSortable ? { name, descending: typed.startsWith('-') } : null;
}

const defaultColumns = <Row>(columns: readonly Column<Row>[]): string[] =>
  columns.filter(({ hidden }) => !hidden).map(({ name }) => name);

/** Null when one is unknown. */
function columnsOf<Row>(typed: string, columns: readonly Column<Row>[]): string[] | null {
  const named = typed.split(',').filter(Boolean);
  if (named.length === 0) return defaultColumns(columns);
  if (named.some((name) => !columns.some((column) => column.name === name))) return null;
  return columns
    .filter(({ name, value }, n) => n === 0 || value === undefined || named.includes(name))
    .map(({ name }) => name);
}

function cursorOf({ after = '', before = '' }: Readonly<Texts>, ids: RegExp): Cursor | 'unknown' | null {
  const id = after || before;
  if (id === '') return null;
  if (!ids.test(id)) return 'unknown';
  return after ? { after: id } : { before: id };
}
