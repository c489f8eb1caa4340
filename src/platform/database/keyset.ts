/** Where a page of a list begins: after a row in the order that is shown, or before it. Holds the id of the row and nothing else of it. */
export type Cursor = { after: string } | { before: string };

/** One page of a list, in the order that is shown. A cursor is null where there is nothing further. */
export interface Page<Row> {
  rows: readonly Row[];
  /** For `before` */
  previous: string | null;
  /** For `after` */
  next: string | null;
  /** Of all pages, where that is known without counting them */
  total?: number;
}

export const noPage: Page<never> = { rows: [], previous: null, next: null };

/** Whether a page is read against the order that is shown, because it ends before its cursor. */
export const isBackward = (cursor: Cursor | null): cursor is { before: string } =>
  cursor !== null && 'before' in cursor;

/**
 * Removes the extra row that shows whether the list goes on.
 * @param rows in the order that is shown, at most `size + 1`
 */
export function cutPage<Row extends { id: string }>(
  rows: readonly Row[],
  cursor: Cursor | null,
  size: number,
): Page<Row> {
  const backward = isBackward(cursor);
  const more = rows.length > size;
  const shown = more ? (backward ? rows.slice(1) : rows.slice(0, size)) : rows;
  const previous = backward ? more : cursor !== null;
  const next = backward || more;
  return {
    rows: shown,
    previous: previous ? (shown[0]?.id ?? null) : null,
    next: next ? (shown.at(-1)?.id ?? null) : null,
  };
}
