/** Ways to write a supporter list down. */
export const exportFormats = ['csv', 'ndjson', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * `running` until its last byte is made; `aborted` when the reader went away, `failed` when we could not go on.
 * Only a `finished` export has a row count and a checksum to rely on.
 */
export const exportStatuses = ['running', 'finished', 'aborted', 'failed'] as const;
export type ExportStatus = (typeof exportStatuses)[number];

/** A workbook larger than this is no use to anyone, and its archive would need a form of ZIP not every program reads. */
export const maxWorkbookRows = 5_000_000;
