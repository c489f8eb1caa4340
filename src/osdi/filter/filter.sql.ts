import { FilterRefused } from '../osdi.errors.js';
import type { Comparison, Filter, Literal } from './filter.js';

/** What a property may be compared with, and its SQL. `mailbox`: equal or not, by the key of the mailbox. */
export interface FilterField {
  type: 'text' | 'instant' | 'number' | 'mailbox';
  sql: string;
}
export type FilterFields = Readonly<Record<string, FilterField>>;

/** Puts a value into the statement as a parameter. */
export type Bind = (value: unknown) => string;
/** The key of a mailbox, null for what is no address. */
export type KeyOf = (address: string) => Buffer | null;

const signs: Record<Comparison, string> = { eq: '=', ne: 'is distinct from', gt: '>', ge: '>=', lt: '<', le: '<=' };
const casts = { text: 'text', instant: 'timestamptz', number: 'numeric' } as const;

/**
 * A filter as a condition. No part of the input gets into the text of the statement: names are looked up, values become parameters.
 * @throws FilterRefused for an unknown property, or a value of another type
 */
export function filterCondition(filter: Filter, fields: FilterFields, bind: Bind, keyOf: KeyOf): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filterCondition(filter.left, fields, bind, keyOf)} ${filter.kind} ${filterCondition(filter.right, fields, bind, keyOf)})`;
    case 'not':
      return `((${filterCondition(filter.of, fields, bind, keyOf)}) is not true)`;
    case 'compare': {
      const field = Object.hasOwn(fields, filter.property) ? fields[filter.property] : undefined;
      if (!field) throw new FilterRefused(`names a property there is not; there are ${Object.keys(fields).join(', ')}`);
      return compared(field, filter.operator, filter.value, bind, keyOf);
    }
  }
}

function compared({ type, sql }: FilterField, operator: Comparison, value: Literal, bind: Bind, keyOf: KeyOf): string {
  if (value === null) {
    if (operator !== 'eq' && operator !== 'ne')
      throw new FilterRefused('compares with null by something else than eq and ne');
    return `${sql} is ${operator === 'eq' ? '' : 'not '}null`;
  }
  if (type === 'mailbox') {
    if ((operator !== 'eq' && operator !== 'ne') || typeof value !== 'string')
      throw new FilterRefused('compares an address by something else than eq, ne and text');
    const key = keyOf(value);
    if (!key) return operator === 'eq' ? 'false' : 'true';
    return `${sql} ${signs[operator]} ${bind(key)}::bytea`;
  }
  return `${sql} ${signs[operator]} ${bind(typed(type, value))}::${casts[type]}`;
}

function typed(type: 'text' | 'instant' | 'number', value: string | number | boolean): string | number {
  if (type === 'number') {
    if (typeof value !== 'number') throw new FilterRefused('compares a number with something else');
    return value;
  }
  if (typeof value !== 'string')
    throw new FilterRefused(`compares a ${type === 'text' ? 'text' : 'date'} with something else`);
  if (type === 'text') return value;
  const instant = new Date(value);
  const year = instant.getUTCFullYear();
  if (!/^\d{4}-\d{2}-\d{2}/.test(value) || Number.isNaN(year) || year < 1900 || year > 9999)
    throw new FilterRefused('compares a date with something that is no date of ISO 8601');
  return instant.toISOString();
}
