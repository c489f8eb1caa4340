import type { VNode } from 'preact';
import { Csrf } from './csrf.js';
import { Field, Select } from './fields.js';
import type { Listed } from './list.js';

const idOf = (name: string): string => `list-${name}`;

/** What the list is filtered by, and its columns. By GET, so that the address says what is seen; by POST where there is a search for people. */
export function ListForm<Row>(listed: Listed<Row>): VNode | null {
  const { list, staff, asked, faults } = listed;
  const { filters = [], search } = list;
  if (filters.length === 0 && !search && optional(listed).length === 0) return null;
  const to = search
    ? { method: 'post' as const, action: search.action }
    : { method: 'get' as const, action: list.path };
  return (
    <form class="card" {...to} role="search" aria-label={`Filter: ${list.label}`}>
      {search && <Csrf staff={staff} />}
      {asked.kept.sort !== undefined && <input type="hidden" name="sort" value={asked.kept.sort} />}
      <div class="filters">
        {search && (
          <Field id={idOf('q')} name="q" label={search.label} type="search" value={asked.input.q} faults={faults} />
        )}
        {filters.map(({ name, label, help, options, type }) =>
          options ? (
            <Select
              id={idOf(name)}
              name={name}
              label={label}
              options={options}
              value={asked.input[name]}
              faults={faults}
            />
          ) : (
            <Field
              id={idOf(name)}
              name={name}
              label={label}
              type={type}
              value={type === 'date' ? asked.input[name]?.slice(0, 10) : asked.input[name]}
              faults={faults}
              help={help}
            />
          ),
        )}
      </div>
      <Columns {...listed} />
      <button class="button small" type="submit">
        Show
      </button>
    </form>
  );
}

/** Columns that may be left out: all but the first and the buttons. */
const optional = <Row,>({ list }: Listed<Row>) => list.columns.filter(({ value }, n) => n > 0 && value !== undefined);

function Columns<Row>(listed: Listed<Row>): VNode | null {
  const { list, asked } = listed;
  const columns = optional(listed);
  const [first] = list.columns;
  if (columns.length === 0) return null;
  return (
    <details open={asked.kept.columns !== undefined}>
      <summary>Columns</summary>
      <fieldset>
        <legend class="unseen">Columns to show</legend>
        <input type="hidden" name="columns" value={first?.name} />
        {columns.map(({ name, title }) => (
          <div class="check">
            <input
              id={idOf(`column-${name}`)}
              type="checkbox"
              name="columns"
              value={name}
              checked={asked.columns.includes(name)}
            />
            <label for={idOf(`column-${name}`)}>{title}</label>
          </div>
        ))}
      </fieldset>
    </details>
  );
}
