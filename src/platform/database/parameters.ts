type Types<Name extends string> = Readonly<Record<Name, string>>;
type Values<Name extends string> = Readonly<Record<Name, unknown>>;

export interface Parameters<One extends string, Column extends string> {
  /** A typed placeholder for each single value, e.g. `$1::uuid`. */
  $: Types<One>;
  /** The same for each column of the rows, e.g. `$3::text[]`. */
  columns: Types<Column>;
  /** The rows as an item of a `from` list: `unnest($3::text[], …) as alias(name, …)`. */
  rows: (alias: string) => string;
  /** The values sent with the statement, in the order of the placeholders. */
  values: (one: Values<One>, rows?: readonly Values<Column>[]) => unknown[];
}

/**
 * Named parameters for a statement: its text and its values are built from the same keys, so they cannot get out of step.
 * @param one PostgreSQL types of the single values, by name
 * @param columns PostgreSQL types of one value of each column, for statements that take many rows
 */
export function parameters<One extends string, Column extends string = never>(
  one: Types<One>,
  columns: Types<Column> = {} as Types<Column>,
): Parameters<One, Column> {
  const names = Object.keys(one) as One[];
  const columnNames = Object.keys(columns) as Column[];
  const placeholders = names.map((name, n) => [name, `$${n + 1}::${one[name]}`]);
  const arrays = columnNames.map((name, n) => [name, `$${names.length + n + 1}::${columns[name]}[]`]);
  const unnested = `unnest(${arrays.map(([, placeholder]) => placeholder).join(', ')})`;
  return {
    $: Object.fromEntries(placeholders) as Types<One>,
    columns: Object.fromEntries(arrays) as Types<Column>,
    rows: (alias) => `${unnested} as ${alias}(${columnNames.join(', ')})`,
    values: (given, rows = []) => [
      ...names.map((name) => given[name]),
      ...columnNames.map((name) => rows.map((row) => row[name])),
    ],
  };
}
