import type { ImportStatus } from '../../imports/import.values.js';

/** Labels of the statuses of an import. */
export const importStatusWords: Record<ImportStatus, string> = {
  uploaded: 'columns not mapped yet',
  ready: 'ready for preview',
  applying: 'being imported',
  applied: 'imported',
  undoing: 'being undone',
  undone: 'undone',
  failed: 'expired',
};

/** Why rows are refused, by code; a code without a sentence is shown as it is. */
export const rowFaultWords: Record<string, string> = {
  'field.required': 'something required is missing',
  'field.characters': 'control characters',
  'field.too_long': 'a text that is too long',
  'field.invalid': 'a value that is not valid',
  'name.no_letter': 'a name without a letter',
  'country.unknown': 'an unknown country',
  'email.invalid': 'an invalid email address',
  'choice.unknown': 'neither yes nor no',
  'day.to_come': 'date in the future',
  'day.out_of_range': 'a date in another century',
  'cell.too_long': 'a cell that is too long',
  'cell.error': 'a spreadsheet error',
  'row.wiped': 'more addresses than a row can have',
  'row.too_many_cells': 'more cells than the first line',
};
