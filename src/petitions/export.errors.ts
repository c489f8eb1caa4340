import { DomainError } from '../platform/errors.js';
import { maxWorkbookRows } from './export.status.js';

/** Each running export holds a database connection, and the public pages need theirs. */
export class TooManyExports extends DomainError {
  readonly code = 'export.too_many';
  readonly httpStatus = 429;
  override readonly retryAfter = 60;
  constructor(limit: number) {
    super(`There are ${limit} exports running already. Wait for one of them to finish.`);
  }
}

export class TooLargeForWorkbook extends DomainError {
  readonly code = 'export.too_large';
  readonly httpStatus = 422;
  constructor() {
    super(`A workbook holds at most ${maxWorkbookRows.toLocaleString('en')} rows here. Narrow the filter, or take CSV or NDJSON.`);
  }
}

/** Breaks an export off whose reader took nothing for two minutes: it holds a snapshot that the database must keep for it. */
export class ReaderStalled extends DomainError {
  readonly code = 'export.stalled';
  readonly httpStatus = 408;
  constructor() {
    super('The export was broken off because nobody read it for two minutes.');
  }
}
