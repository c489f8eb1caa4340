import type { Readable } from 'node:stream';
import type { ExportFormat } from './export.values.js';
import { workbookOf } from './export-workbook.js';

interface Shape {
  contentType: string;
  extension: string;
  /** Transforms the bytes of COPY into those of the file; without it they are the file. */
  make?: (source: Readable, columns: readonly string[]) => AsyncIterable<Buffer>;
}

/** Name and transformation of each format. What COPY writes for each is in export.sql.ts. */
export const shapes: Record<ExportFormat, Shape> = {
  csv: { contentType: 'text/csv; charset=utf-8; header=present', extension: 'csv' },
  'csv-bom': { contentType: 'text/csv; charset=utf-8; header=present', extension: 'csv', make: withByteOrderMark },
  ndjson: { contentType: 'application/x-ndjson; charset=utf-8', extension: 'ndjson' },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    make: workbookOf,
  },
};

async function* withByteOrderMark(source: Readable): AsyncGenerator<Buffer> {
  yield Buffer.from('\uFEFF');
  yield* source as AsyncIterable<Buffer>;
}
