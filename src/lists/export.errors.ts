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
      `A workbook holds at most ${maxWorkbookRows.toLocaleString('en')} rows here. Narrow the filter, or take CSV or NDJSON.`,
    );
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
    super('This export does not wait for that any more. Look at the list again.');
  }
}

/** Four eyes: who orders a full list does not let it go. */
export class ExportSamePerson extends DomainError {
  readonly code = 'export.same_person';
  readonly httpStatus = 409;
  constructor() {
    super('You ordered this list yourself; somebody else has to decide.');
  }
}

export class ExportGone extends DomainError {
  readonly code = 'export.gone';
  readonly httpStatus = 410;
  constructor() {
    super('This file was deleted. Order the list again; it will show today’s state of consents.');
  }
}

/** Consent counts up to the moment the file is handed over. */
export class ExportOutdated extends DomainError {
  readonly code = 'export.outdated';
  readonly httpStatus = 409;
  constructor() {
    super(
      'Somebody has withdrawn since this file was made. It is being made again without them; look again in a moment.',
    );
  }
}

/** The process that answers does not see the folder of the one that made the file. */
export class ExportElsewhere extends DomainError {
  readonly code = 'export.elsewhere';
  readonly httpStatus = 503;
  override readonly retryAfter = 60;
  constructor() {
    super('The file is not on this machine. Web and worker processes must share DATA_DIR/exports.');
  }
}

export class RangeNotSatisfiable extends DomainError {
  readonly code = 'export.range';
  readonly httpStatus = 416;
  constructor() {
    super('The file has no such bytes.');
  }
}
