import { cutPage, isBackward, type Page } from '../../platform/database/keyset.js';
import type { Asked, List, Value } from './list.js';

/** A page of a list that is small enough to be filtered and sorted in memory: it does not grow with the public. */
export function pageOf<Row>(list: List<Row>, { filter, sort, cursor, whole }: Asked, all: readonly Row[]): Page<Row> {
  const filters = (list.filters ?? []).filter(({ name }) => filter[name] !== undefined);
  const chosen = all.filter((row) => filters.every(({ name, matches }) => matches?.(row, filter[name] ?? '') ?? true));
  const value = list.columns.find(({ name }) => name === sort?.name)?.value;
  const sorted = value ? [...chosen].sort((a, b) => order(value(a), value(b), sort?.descending ?? false)) : chosen;
  if (whole) return { rows: sorted, previous: null, next: null, total: sorted.length };
  const rows = sorted.map((row) => ({ id: list.id(row), row }));
  const at = cursor ? rows.findIndex(({ id }) => id === Object.values(cursor)[0]) : -1;
  // A row that is gone leads to the first page.
  const found = at < 0 ? null : cursor;
  const from = isBackward(found) ? Math.max(0, at - list.pageSize - 1) : at + 1;
  const until = isBackward(found) ? at : from + list.pageSize + 1;
  const page = cutPage(rows.slice(from, until), found, list.pageSize);
  return { ...page, total: sorted.length, rows: page.rows.map(({ row }) => row) };
}

const names = new Intl.Collator('en', { numeric: true });

/** Rows without a value come last, either way. */
function order(a: Value, b: Value, descending: boolean): number {
  const [noA, noB] = [a === null || a === '', b === null || b === ''];
  if (noA || noB) return Number(noA) - Number(noB);
  const rising =
    typeof a === 'string' || typeof b === 'string' ? names.compare(String(a), String(b)) : Number(a) - Number(b);
  return descending ? -rising : rising;
}
