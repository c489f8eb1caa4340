import { DomainError } from '../errors.js';
import { tableLimits } from './table.limits.js';

export class FileTooLarge extends DomainError {
  readonly code = 'import.too_large';
  readonly httpStatus = 413;
  constructor() {
    super(`The file is larger than ${tableLimits.fileBytes / 1024 / 1024} MB. Cut it into several files.`);
  }
}

/** A file that is refused as a whole. Nothing of it was kept. */
export abstract class TableRefused extends DomainError {
  readonly httpStatus = 422;
}

/** A workbook that unpacks to far more than it should, or into far too many parts. */
export class ArchiveBomb extends TableRefused {
  readonly code = 'import.archive_bomb';
  constructor() {
    super('The workbook unpacks to far more than a list of signatures needs. Save the list as CSV and send that.');
  }
}

/** Document types and entities can make a small file expand without end, and no spreadsheet program writes them. */
export class UnsafeXml extends TableRefused {
  readonly code = 'import.unsafe_xml';
  constructor() {
    super('The workbook contains XML that no spreadsheet program writes. Save it again, or save the list as CSV.');
  }
}

export class NotATable extends TableRefused {
  readonly code = 'import.not_a_table';
  constructor(reason: string) {
    super(`This is not a table that can be read: ${reason} Save it as CSV (UTF-8) or XLSX without a password.`);
  }
}

/** Nothing is in it. */
export class TableEmpty extends NotATable {}

/** No line has two cells. */
export class TableTooNarrow extends NotATable {}

export class TooManyColumns extends TableRefused {
  readonly code = 'import.too_many_columns';
  constructor() {
    super(`The first line has more than ${tableLimits.columns} columns.`);
  }
}

/** By position: the first line of a file without headers is a person. */
export class HeaderDuplicate extends TableRefused {
  readonly code = 'import.header_duplicate';
  constructor(positions: readonly number[]) {
    const few = positions.slice(0, 10).join(', ');
    super(`Each column needs a name of its own in the first line. Empty, too long or used twice: column ${few}.`);
  }
}

export class TooManyRows extends TableRefused {
  readonly code = 'import.too_many_rows';
  constructor() {
    super(`The file has more than ${tableLimits.rows.toLocaleString('en')} rows. Cut it into several files.`);
  }
}

export class NoRows extends TableRefused {
  readonly code = 'import.no_rows';
  constructor() {
    super('The file has no rows below its first line.');
  }
}

export class RowUnreadable extends TableRefused {
  readonly code = 'import.row_unreadable';
  constructor(line: number) {
    super(`The row that begins in line ${line} cannot be read; perhaps a quotation mark is missing there.`);
  }
}

/** A requested sheet or encoding that does not exist. */
export class SheetUnknown extends TableRefused {
  readonly code = 'import.sheet_unknown';
  constructor(sheets: readonly string[]) {
    super(`The workbook has no such sheet. It has: ${sheets.slice(0, 20).join(', ')}.`);
  }
}
