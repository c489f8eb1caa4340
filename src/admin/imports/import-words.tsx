import type { ImportStatus } from '../../imports/import.values.js';

/** Labels of the statuses of an import. */
export const importStatusWords: Record<ImportStatus, string> = {
  uploaded: 'waits for its columns',
  ready: 'ready to look at',
  applying: 'is being brought in',
  applied: 'brought in',
  undoing: 'is being undone',
  undone: 'undone',
  failed: 'given up',
};

/** Why rows are refused, by code; a code without a sentence is shown as it is. */
export const rowFaultWords: Record<string, string> = {
  'field.required': 'something required is missing',
  'field.characters': 'control characters',
  'field.too_long': 'a text that is too long',
  'field.invalid': 'a value that is not valid',
  'name.no_letter': 'a name without a letter',
  'country.unknown': 'an unknown country',
  'email.invalid': 'an address that is none',
  'choice.unknown': 'neither yes nor no',
  'day.to_come': 'signed on a day to come',
  'day.out_of_range': 'a day of another century',
  'cell.too_long': 'a cell that is too long',
  'cell.error': 'an error of the spreadsheet',
  'row.wiped': 'more addresses than a row can have',
  'row.too_many_cells': 'more cells than the first line',
};
