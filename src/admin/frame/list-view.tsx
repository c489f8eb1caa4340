import type { ComponentChildren, VNode } from 'preact';
import { may } from '../../access/roles.js';
import { Csrf } from './csrf.js';
import { Problem, sentence } from './fields.js';
import { FilterChips } from './filter-chips.js';
import { Instant } from './layout.js';
import { ListForm } from './list-form.js';
import { listAddress, type Column, type List, type Listed, type Value } from './list.js';
import { Table, type SortingHead } from './table.js';
import { counted } from './words.js';

/** What is looked for, which stays out of addresses. */
const searchOf = <Row,>({ list, asked }: Listed<Row>): string => (list.search ? (asked.input.q ?? '') : '');

/** A list with all that belongs to it: filters, order, columns, pages, and its file. */
export function ListView<Row>(listed: Listed<Row>): VNode {
  const { list, asked, page, faults } = listed;
  return (
    <>
      <ListForm {...listed} />
      <FilterChips {...listed} />
      <Strays {...listed} />
      {faults.length === 0 && page.rows.length === 0 && <Empty {...listed} />}
      {page.rows.length > 0 && (
        <Table
          label={list.label}
          columns={[...shown(listed).map((column) => headOf(listed, column)), ...(list.bulk ? ['Select'] : [])]}
          rows={page.rows.map((row) => ({
            id: list.anchor?.(row),
            mark: list.mark?.(row),
            cells: [
              ...shown(listed).map((column) => cellOf(column, row)),
              ...(list.bulk ? [<Tick list={list} row={row} />] : []),
            ],
          }))}
        />
      )}
      <BulkForm {...listed} />
      <Pages {...listed} />
      {asked.input.q ? null : <File {...listed} />}
    </>
  );
}

const shown = <Row,>({ list, asked }: Listed<Row>): Column<Row>[] =>
  list.columns.filter(({ name }) => asked.columns.includes(name));

function headOf<Row>(listed: Listed<Row>, { name, title, sortable }: Column<Row>): string | SortingHead {
  const { list, asked } = listed;
  if (!sortable || searchOf(listed) !== '') return title;
  const now = asked.sort?.name === name ? asked.sort : null;
  const sort = now?.descending === false ? `-${name}` : name;
  return {
    title,
    href: listAddress(list, { ...asked.kept, sort }),
    sorted: now ? (now.descending ? 'descending' : 'ascending') : undefined,
  };
}

function cellOf<Row>(column: Column<Row>, row: Row): ComponentChildren {
  if (column.cell) return column.cell(row);
  return column.value === undefined ? null : shownOf(column.value(row));
}

const shownOf = (value: Value): ComponentChildren =>
  value instanceof Date ? <Instant at={value} /> : typeof value === 'number' ? value.toLocaleString('en') : value;

const bulkForm = 'bulk';

/** The box of a row; it belongs to the form below the table, because rows have forms of their own. */
function Tick<Row>({ list, row }: { list: List<Row>; row: Row }): VNode | null {
  const label = list.bulk?.label(row) ?? null;
  return label === null ? null : (
    <input type="checkbox" name="ids" value={list.id(row)} form={bulkForm} aria-label={label} />
  );
}

const BulkForm = <Row,>({ list, staff, page }: Listed<Row>): VNode | null =>
  list.bulk && page.rows.some((row) => list.bulk?.label(row) !== null) ? (
    <form id={bulkForm} class="row-form" method="post" action={list.bulk.action}>
      <Csrf staff={staff} />
      <button class="button small" type="submit">
        {list.bulk.button}
      </button>
    </form>
  ) : null;

/** Errors that belong to no field of the form above. */
function Strays<Row>({ list, faults }: Listed<Row>): VNode | null {
  const own = [...(list.filters ?? []).map(({ name }) => name), ...(list.search ? ['q'] : [])];
  const strays = faults.filter(
    ({ pointer }) => !own.some((name) => pointer === `/${name}` || pointer.startsWith(`/${name}/`)),
  );
  if (strays.length === 0) return null;
  return <Problem message={strays.map((fault) => `${fault.pointer.slice(1)}: ${sentence(fault)}`).join(' ')} />;
}

/** Nothing yet, nothing more, and nothing that matches are different things. */
function Empty<Row>(listed: Listed<Row>): VNode {
  const { list, asked } = listed;
  const isFiltered = Object.keys(asked.filter).length > 0 || searchOf(listed) !== '';
  if (!isFiltered && asked.cursor === null) return <p class="notice">{list.empty}</p>;
  return (
    <p class="notice">
      {isFiltered ? 'Nothing matches. Remove a filter, or ' : 'There is nothing more. '}
      <a href={list.path}>{isFiltered ? 'show everything' : 'Go to the first page'}</a>.
    </p>
  );
}

function Pages<Row>(listed: Listed<Row>): VNode | null {
  const { list, staff, asked, page } = listed;
  const q = searchOf(listed);
  if (page.previous === null && page.next === null && asked.cursor === null) return null;
  const turn = (cursor: Record<string, string>, rel: string | undefined, label: string): VNode =>
    list.search && q !== '' ? (
      <form class="row-form" method="post" action={list.search.action}>
        <Csrf staff={staff} />
        {Object.entries({ ...asked.kept, q, ...cursor }).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button class="button small" type="submit">
          {label}
        </button>
      </form>
    ) : (
      <a rel={rel} href={listAddress(list, { ...asked.kept, ...cursor })}>
        {label}
      </a>
    );
  return (
    <nav aria-label="Pages">
      {asked.cursor !== null && turn({}, undefined, 'First page')}{' '}
      {page.previous !== null && turn({ before: page.previous }, 'prev', 'Previous')}{' '}
      {page.next !== null && turn({ after: page.next }, 'next', 'Next')}
    </nav>
  );
}

/** The same rows and columns as a file, for those who may. */
function File<Row>({ list, staff, asked, page }: Listed<Row>): VNode | null {
  if (page.rows.length === 0 || !may(staff.role, list.csv)) return null;
  const cursor = asked.cursor ?? {};
  return (
    <p class="quiet">
      <a href={listAddress(list, { ...asked.kept, ...cursor, as: 'csv' })} download>
        Download as CSV
      </a>{' '}
      ({page.total === undefined ? `this page, ${counted(page.rows.length, 'row')}` : counted(page.total, 'row')})
    </p>
  );
}
