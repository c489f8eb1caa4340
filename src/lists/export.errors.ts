import { DomainError } from '../platform/errors.js';
import { maxWorkbookRows } from './export.values.js';

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
    super(
      `A workbook can contain at most ${maxWorkbookRows.toLocaleString('en')} rows here. Narrow the filter, or use CSV or NDJSON.`,
    );
  }
}

/** Aborts an export whose reader read nothing for two minutes: its snapshot holds back the database's cleanup. */
export class ReaderStalled extends DomainError {
  readonly code = 'export.stalled';
  readonly httpStatus = 408;
  constructor() {
    super('The export was aborted because nobody read it for two minutes.');
  }
}

export class ExportNotFound extends DomainError {
  readonly code = 'export.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such export of yours, or it is not finished.');
  }
}

export class ExportNotWaiting extends DomainError {
  readonly code = 'export.not_waiting';
  readonly httpStatus = 409;
  constructor() {
    super('The status of this export has changed. Check the list again.');
  }
}

/** Two-person approval: the requester of a full list cannot approve it. */
export class ExportSamePerson extends DomainError {
  readonly code = 'export.same_person';
  readonly httpStatus = 409;
  constructor() {
    super('You requested this list yourself; someone else must decide.');
  }
}

export class ExportGone extends DomainError {
  readonly code = 'export.gone';
  readonly httpStatus = 410;
  constructor() {
    super('This file was deleted. Request the list again; it will reflect the current consents.');
  }
}

/** Consents count up to the moment the file is handed over. */
export class ExportOutdated extends DomainError {
  readonly code = 'export.outdated';
  readonly httpStatus = 409;
  constructor() {
    super(
      'Somebody has withdrawn since this file was generated. It is being regenerated without them; try again in a moment.',
    );
  }
}

/** The process that answers does not share the store with the one that generated the file. */
export class ExportElsewhere extends DomainError {
  readonly code = 'export.elsewhere';
  readonly httpStatus = 503;
  override readonly retryAfter = 60;
  constructor() {
    super(
      'The file is not where this process looks for it. Web and worker processes must have the same FILES_URL, or share DATA_DIR/exports.',
    );
  }
}

export class RangeNotSatisfiable extends DomainError {
  readonly code = 'export.range';
  readonly httpStatus = 416;
  constructor() {
    super('The requested range is not in the file.');
  }
}
