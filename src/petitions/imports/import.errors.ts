import { DomainError } from '../../platform/errors.js';
import { importLimits } from './import.status.js';

export class ImportTooLarge extends DomainError {
  readonly code = 'import.too_large';
  readonly httpStatus = 413;
  constructor() {
    super(`The file is larger than ${importLimits.fileBytes / 1024 / 1024} MB. Cut it into several files.`);
  }
}

/** A file that cannot be taken as a whole. Nothing of it was kept. */
export abstract class ImportFileRefused extends DomainError {
  readonly httpStatus = 422;
}

/** A workbook that unpacks to far more than it should, or into far too many parts. */
export class ImportArchiveBomb extends ImportFileRefused {
  readonly code = 'import.archive_bomb';
  constructor() {
    super('The workbook unpacks to far more than a list of signatures needs. Save the list as CSV and send that.');
  }
}

/** Document types and entities can make a small file grow without end, and no spreadsheet program writes them. */
export class ImportUnsafeXml extends ImportFileRefused {
  readonly code = 'import.unsafe_xml';
  constructor() {
    super('The workbook contains XML that no spreadsheet program writes. Save it again, or save the list as CSV.');
  }
}

export class ImportNotATable extends ImportFileRefused {
  readonly code = 'import.not_a_table';
  constructor(reason: string) {
    super(`This is not a table that can be read: ${reason} Save it as CSV (UTF-8) or XLSX without a password.`);
  }
}

export class ImportTooManyColumns extends ImportFileRefused {
  readonly code = 'import.too_many_columns';
  constructor() {
    super(`The first line has more than ${importLimits.columns} columns.`);
  }
}

/** By position: the first line of a file without headers is a person. */
export class ImportHeaderDuplicate extends ImportFileRefused {
  readonly code = 'import.header_duplicate';
  constructor(positions: readonly number[]) {
    const few = positions.slice(0, 10).join(', ');
    super(`Each column needs a name of its own in the first line. Empty, too long or used twice: column ${few}.`);
  }
}

/** A file without names of columns: its first line is a person, and names of columns are kept for long. */
export class ImportHeaderAddress extends ImportFileRefused {
  readonly code = 'import.header_address';
  constructor() {
    super('The first line holds an e-mail address, so it seems to be a person. Put the names of the columns there.');
  }
}

export class ImportTooManyRows extends ImportFileRefused {
  readonly code = 'import.too_many_rows';
  constructor() {
    super(`The file has more than ${importLimits.rows.toLocaleString('en')} rows. Cut it into several files.`);
  }
}

export class ImportNoRows extends ImportFileRefused {
  readonly code = 'import.no_rows';
  constructor() {
    super('The file has no rows below its first line.');
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
export class ImportRowUnreadable extends ImportFileRefused {
  readonly code = 'import.row_unreadable';
  constructor(line: number) {
    super(`The row that begins in line ${line} cannot be read; perhaps a quotation mark is missing there.`);
  }
}
