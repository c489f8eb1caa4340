import { DomainError } from '../platform/errors.js';
import { TableRefused } from '../platform/tables/table.errors.js';

/** A file without column names: its first line is a person, and column names are stored for long. */
export class ImportHeaderAddress extends TableRefused {
  readonly code = 'import.header_address';
  constructor() {
    super('The first line contains an email address, so it seems to be a person. Put the column names there.');
  }
}

export class ImportFileMissing extends DomainError {
  readonly code = 'import.file_missing';
  readonly httpStatus = 422;
  constructor() {
    super('Choose a file first.');
  }
}

export class ImportSameFile extends DomainError {
  readonly code = 'import.same_file';
  readonly httpStatus = 409;
  constructor() {
    super('This very file was uploaded before. Undo that import first, or continue it.');
  }
}

export class ImportNotFound extends DomainError {
  readonly code = 'import.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such import.');
  }
}

/** Applied before it was read, undone twice, etc. */
export class ImportStatusWrong extends DomainError {
  readonly code = 'import.status';
  readonly httpStatus = 409;
  constructor(status: string) {
    super(`The import is ${status}; this is not possible now. Check it again.`);
  }
}

/** The petition ended so long ago that its signatures are erased and only the counts remain. */
export class ImportPetitionErased extends DomainError {
  readonly code = 'import.petition_erased';
  readonly httpStatus = 409;
  constructor() {
    super('The signatures of this petition are erased; it accepts no more.');
  }
}

/** An unclosed quotation mark, or a line without an end. */

/** 4 May or 5 April: the order of the file has to be chosen once. */
export class ImportDaysAmbiguous extends DomainError {
  readonly code = 'import.date_order';
  readonly httpStatus = 422;
  constructor() {
    super(
      'Some days of signing are ambiguous. Choose in which order the file writes day, month and year, and read the rows again.',
    );
  }
}
