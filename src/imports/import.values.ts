import type { DateOrder } from './import-dates.js';

export { dateOrders, dateOrderWords } from './import-dates.js';

/** An upload is read under a mapping (`ready`), then imported and perhaps undone, batch by batch. `failed`: not completely read, or too old. */
export const importStatuses = ['uploaded', 'ready', 'applying', 'applied', 'undoing', 'undone', 'failed'] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const importKinds = ['paper', 'list'] as const;
export type ImportKind = (typeof importKinds)[number];
export const importKindWords: Record<ImportKind, string> = {
  paper: 'Signatures on paper',
  list: 'List from another collection',
};

export const rowOutcomes = ['taken', 'repeated', 'refused'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** Addresses in all cells of a row, counting each way of reading them. */
export const mailboxesPerRow = 100;

/** Rows that are read, written or undone by one statement. */
export const rowsAtOnce = 1_000;

/** Possible meanings of a column. */
export const importFields = [
  'given_name',
  'family_name',
  'full_name',
  'country',
  'email',
  'postal_code',
  'comment',
  'show_name',
  'locale',
  'signed_on',
  'newsletter',
  'source',
] as const;
export type ImportField = (typeof importFields)[number];

export const importFieldWords: Record<ImportField, string> = {
  given_name: 'Given name',
  family_name: 'Family name',
  full_name: 'Full name in one column',
  country: 'Country',
  email: 'Email address',
  postal_code: 'Postal code',
  comment: 'Comment',
  show_name: 'May the name be shown? (yes or no)',
  locale: 'Language',
  signed_on: 'Signed on',
  newsletter: 'Asked for the newsletter? (yes or no)',
  source: 'Source',
};

/** Which column (from 0) is what; country and language may instead be the same for the whole file. */
export interface ImportMapping {
  columns: Partial<Record<ImportField, number>>;
  country?: string | undefined;
  locale?: string | undefined;
  /** The order of ambiguous days; chosen by a person. */
  dateOrder?: DateOrder | undefined;
}

/** Why a row is refused; `column` is a field's name, and the value is never quoted. */
export interface RowFault {
  column: string;
  code: string;
  detail: string;
}

/** Findings of reading all rows, before anything is imported. */
export interface ImportFindings {
  fresh: number;
  repeated: number;
  /** Rows by the code of their first fault. */
  refused: Record<string, number>;
  /** Persons whose day of signing cannot be read; they are imported without one. */
  undated?: number;
  /** Ambiguous days, until somebody has chosen the order. Nothing is imported before. */
  ambiguousDays?: number;
}
