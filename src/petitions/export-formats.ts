import type { Readable, Transform } from 'node:stream';
import { workbookOf } from './export-workbook.js';
import type { ExportFormat } from './export.status.js';

type Stage = (source: Readable) => AsyncIterable<Buffer>;

interface Shape {
  contentType: string;
  extension: string;
  /** What turns the bytes of COPY into those of the file; without one they are the file. */
  stage?: Stage;
}

/** How a file of each format is called and made. What COPY writes for each is in export.sql.ts. */
export const shapes: Record<ExportFormat, Shape> = {
  csv: { contentType: 'text/csv; charset=utf-8; header=present', extension: 'csv' },
  ndjson: { contentType: 'application/x-ndjson; charset=utf-8', extension: 'ndjson' },
  xlsx: { contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx', stage: workbookOf },
};
