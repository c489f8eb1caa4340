const megabyte = 1024 * 1024;

/** Limits of a file. A file beyond them is refused as a whole; a cell beyond its limit refuses its row. */
export const tableLimits = {
  fileBytes: 50 * megabyte,
  /** Of all parts of a workbook together, counted while they are inflated. */
  inflatedBytes: 300 * megabyte,
  /** Of the shared texts of a workbook; they are the only part held in memory. */
  sharedTextBytes: 64 * megabyte,
  archiveEntries: 1_000,
  columns: 200,
  rows: 500_000,
  cellCharacters: 2_000,
  headerCharacters: 200,
} as const;
