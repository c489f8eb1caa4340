/** A line of a file; the first line is 1. */
export interface TableRow {
  number: number;
  cells: string[];
  /** Fewer cells than the header line, in a file that writes empty ones too. */
  short?: boolean;
}

/** Choices the user makes where the file itself is ambiguous. */
export interface TableChoice {
  encoding?: string | undefined;
  /** Name of a sheet. */
  sheet?: string | undefined;
}

/** How a file was read, for people: guesses are reported before it is imported. */
export interface TableReading {
  /** The file does not state its encoding. */
  encodingGuessed?: boolean | undefined;
  sheet?: string | undefined;
  /** Names of the other sheets. */
  otherSheets?: string[] | undefined;
  /** The sheet that was read is hidden. */
  sheetHidden?: boolean | undefined;
  /** Lines above the column names. */
  linesAbove?: number | undefined;
  /** Rows that were filtered out or hidden, and are read like all others. */
  hiddenRows?: number | undefined;
}

/** A file that can be read row by row, including its first line, as often as needed. */
export interface FileTable {
  format: 'csv' | 'xlsx';
  /** Its encoding; for people. */
  encoding: string;
  /** Grows while rows are read. */
  reading: TableReading;
  rows: () => AsyncGenerator<TableRow>;
}
