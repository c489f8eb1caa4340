import type { ComponentChildren } from 'preact';
import type { Permission } from '../../access/roles.js';
import type { SavedFilter, Filter } from '../../access/saved-filters.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Cursor, Page } from '../../platform/database/keyset.js';
import type { Fault } from '../../platform/errors.js';
import type { Texts } from './form.js';

/** What a cell says in a file, and what it is sorted by in memory. */
export type Value = string | number | Date | null;

interface Titled {
  /** In addresses: `sort=-signed`, `columns=name,signed` */
  name: string;
  title: string;
}

/** A column with a value is in the file; one without, such as its buttons, is on the page only and always there. */
export type Column<Row> = Titled &
  (
    | {
        value: (row: Row) => Value;
        /** What the page shows, where that is more than the value */
        cell?: (row: Row) => ComponentChildren;
        /** In a table that grows with the public, only where an index serves it */
        sortable?: boolean;
        /** Shown only when it is chosen */
        hidden?: boolean;
      }
    | { value?: undefined; cell: (row: Row) => ComponentChildren; sortable?: undefined; hidden?: undefined }
  );

export interface ListFilter<Row> {
  name: string;
  label: string;
  help?: string;
  /** What may be chosen; without it something is typed. An empty value stands for no filter. */
  options?: readonly { value: string; label: string }[];
  /** More values are known than are offered: who reads the list checks them */
  isOpen?: true;
  type?: 'text' | 'date';
  /** For a list in memory */
  matches?: (row: Row, value: string) => boolean;
  /** The value in a chip, where that is not the label of its option */
  words?: (value: string) => string;
}

export interface Bulk<Row> {
  /** Where the ids are sent, by POST, as `ids` */
  action: string;
  /** `Verify those ticked …` */
  button: string;
  /** Of a row, for those who hear the box without its row; null where the act is not possible */
  label: (row: Row) => string | null;
}

/** A list of the staff pages. The frame makes the rest of it: sorting, filters, pages, columns, the file. */
export interface List<Row> {
  /** Of the table, and what saved filters are kept under */
  name: string;
  label: string;
  path: string;
  /** The first one is always shown. */
  columns: readonly Column<Row>[];
  filters?: readonly ListFilter<Row>[];
  /** `name` or `-name`; without it the order is that of the rows */
  sort?: string;
  id: (row: Row) => string;
  /** What ids look like, so that a page is asked for with nothing else */
  ids: RegExp;
  pageSize: number;
  mark?: (row: Row) => 'warn' | undefined;
  /** An address of the page that leads to the row */
  anchor?: (row: Row) => string;
  /** What an empty list says: how it gets its first entry */
  empty: ComponentChildren;
  /** Who may take away what they see as a file */
  csv: Permission;
  /** An act on several rows at once, which shows what it will do before it does it */
  bulk?: Bulk<Row> | undefined;
  /** A search that is kept out of addresses: a form sent by POST to this path */
  search?: { action: string; label: string };
}

export const ids = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  number: /^\d{1,18}$/,
  word: /^[\w-]{1,120}$/,
};

export interface Sort {
  name: string;
  descending: boolean;
}

/** What of a list was asked for. */
export interface Asked {
  /** As it was typed */
  input: Readonly<Texts>;
  filter: Filter;
  sort: Sort | null;
  /** Names of the columns that are shown, in the order of the list */
  columns: readonly string[];
  cursor: Cursor | null;
  /** Filters, order and columns, as far as they are not what everybody sees: what an address and a saved filter hold */
  kept: Filter;
  /** For a file: a list in memory is given as a whole */
  whole: boolean;
  faults: readonly Fault[];
}

/** A list and what is shown of it now. */
export interface Listed<Row> {
  list: List<Row>;
  staff: SignedIn;
  asked: Asked;
  page: Page<Row>;
  saved: readonly SavedFilter[];
  faults: readonly Fault[];
}

/** The address of a list. */
export function listAddress({ path }: Pick<List<never>, 'path'>, query: Filter): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}
