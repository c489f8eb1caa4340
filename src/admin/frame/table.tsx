import type { ComponentChildren, VNode } from 'preact';

export interface Row {
  cells: readonly ComponentChildren[];
  id?: string;
  /** `warn` highlights a row. */
  mark?: 'warn' | undefined;
}

/** A column that sorts: where to, and how the table is sorted by it now. */
export interface SortingHead {
  title: string;
  href: string;
  sorted: 'ascending' | 'descending' | undefined;
}

export interface TableProps {
  /** Accessible name of the table. */
  label: string;
  columns: readonly (string | SortingHead)[];
  rows: readonly Row[];
}

/** A table that becomes a list of cards on a phone; the roles keep it a table for screen readers. */
export const Table = ({ label, columns, rows }: TableProps): VNode => (
  <div class="scroll" role="region" aria-label={label} tabindex={0}>
    <table class="list stack" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <Head column={column} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ cells: [first, ...rest], id, mark }) => (
          <tr role="row" id={id} class={mark}>
            <th scope="row" role="rowheader">
              {first}
            </th>
            {rest.map((cell, i) => (
              <td role="cell" data-label={titleOf(columns[i + 1])}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const titleOf = (column: string | SortingHead | undefined): string | undefined =>
  typeof column === 'object' ? column.title : column;

const arrows = { ascending: ' ↑', descending: ' ↓' };

const Head = ({ column }: { column: string | SortingHead }): VNode =>
  typeof column === 'string' ? (
    <th scope="col" role="columnheader">
      {column}
    </th>
  ) : (
    <th scope="col" role="columnheader" aria-sort={column.sorted}>
      <a class="sorts" href={column.href}>
        {column.title}
        <span aria-hidden="true">{column.sorted === undefined ? '' : arrows[column.sorted]}</span>
      </a>
    </th>
  );
