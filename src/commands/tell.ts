import type { CommonOptions } from './add-command.js';

/** Prints the result: a document for scripts, sentences for people. Nothing else of a command goes to stdout. */
export function tell({ json }: CommonOptions, document: unknown, sentences: string): void {
  console.log(json ? JSON.stringify(document) : sentences);
}

/** Rows under their headings, columns as wide as their content. @param empty what to print instead of no rows */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[], empty: string): string {
  if (rows.length === 0) return empty;
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** `2027-04-04 07:30` in UTC; a dash for no instant. */
export const minuteOf = (at: Date | null): string => at?.toISOString().slice(0, 16).replace('T', ' ') ?? '–';
