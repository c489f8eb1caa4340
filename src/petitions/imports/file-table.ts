/** A line of a file; the first line is 1. */
export interface TableRow {
  number: number;
  cells: string[];
}

/** A file that can be read row by row, its first line included, as often as wanted. */
export interface FileTable {
  format: 'csv' | 'xlsx';
  /** How its text is written; for people. */
  encoding: string;
  rows: () => AsyncGenerator<TableRow>;
}
