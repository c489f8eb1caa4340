/** A line of a file; the first line is 1. */
export interface TableRow {
  number: number;
  cells: string[];
}

/** What is asked of a file whose own word is not enough. */
export interface TableChoice {
  encoding?: string | undefined;
  /** Name of a sheet. */
  sheet?: string | undefined;
}

/** How a file was read, for people: what was guessed is said before it is brought in. */
export interface TableReading {
  /** The file does not say its encoding. */
  encodingGuessed?: boolean | undefined;
  sheet?: string | undefined;
  /** Names of the other sheets. */
  otherSheets?: string[] | undefined;
  /** The sheet that was read is one that people do not see. */
  sheetHidden?: boolean | undefined;
  /** Lines above the names of the columns. */
  linesAbove?: number | undefined;
  /** Rows that were filtered out or hidden, and are read like all others. */
  hiddenRows?: number | undefined;
}

/** A file that can be read row by row, its first line included, as often as wanted. */
export interface FileTable {
  format: 'csv' | 'xlsx';
  /** How its text is written; for people. */
  encoding: string;
  /** Grows while rows are read. */
  reading: TableReading;
  rows: () => AsyncGenerator<TableRow>;
}
