import type { ComponentChildren, VNode } from 'preact';

export interface Row {
  cells: readonly ComponentChildren[];
  id?: string;
  /** `warn` highlights a row. */
  mark?: 'warn' | undefined;
}

export interface TableProps {
  /** Accessible name of the table. */
  label: string;
  columns: readonly string[];
  rows: readonly Row[];
}

/** A table that becomes a list of cards on a phone; the roles keep it a table for screen readers. */
export const Table = ({ label, columns, rows }: TableProps): VNode => (
  <div class="scroll" role="region" aria-label={label} tabindex={0}>
    <table class="list stack" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th scope="col" role="columnheader">
              {column}
            </th>
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
              <td role="cell" data-label={columns[i + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
