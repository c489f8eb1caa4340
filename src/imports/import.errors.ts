import { DomainError } from '../platform/errors.js';
import { TableRefused } from '../platform/tables/table.errors.js';

/** A file without names of columns: its first line is a person, and names of columns are kept for long. */
export class ImportHeaderAddress extends TableRefused {
  readonly code = 'import.header_address';
  constructor() {
    super('The first line holds an e-mail address, so it seems to be a person. Put the names of the columns there.');
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
    super('This very file was uploaded before. Undo that import first, or go on with it.');
  }
}

export class ImportNotFound extends DomainError {
  readonly code = 'import.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such import.');
  }
}

/** Applied before it was read, undone twice, and the like. */
export class ImportStatusWrong extends DomainError {
  readonly code = 'import.status';
  readonly httpStatus = 409;
  constructor(status: string) {
    super(`The import is ${status}; that cannot be done with it now. Look at it again.`);
  }
}

/** The petition has ended so long ago that its signatures are erased and only the counts stay. */
export class ImportPetitionErased extends DomainError {
  readonly code = 'import.petition_erased';
  readonly httpStatus = 409;
  constructor() {
    super('The signatures of this petition are erased; it takes no more.');
  }
}

/** A quotation mark that is never closed, or a line without an end. */

/** 4 May or 5 April: what holds for the file has to be said once. */
export class ImportDaysAmbiguous extends DomainError {
  readonly code = 'import.date_order';
  readonly httpStatus = 422;
  constructor() {
    super(
      'Some days of signing can be read in two ways. Say in which order the file writes day, month and year, and read the rows again.',
    );
  }
}
