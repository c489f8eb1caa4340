import fc from 'fast-check';
import { FilterRefused } from '../osdi.errors.js';
import { parseFilter } from './filter.js';
import { filterCondition, type FilterFields } from './filter.sql.js';

const fields: FilterFields = {
  given_name: { type: 'text', sql: 'p.given_name' },
  modified_date: { type: 'instant', sql: 'p.modified_at' },
  total_signatures: { type: 'number', sql: 'p.total' },
  'referrer_data/source': { type: 'text', sql: 'p.source' },
  email_address: { type: 'mailbox', sql: 's.email_key' },
};

function asSql(text: string): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const keyOf = (address: string): Buffer | null => (address.includes('@') ? Buffer.from(address) : null);
  return { sql: filterCondition(parseFilter(text), fields, bind, keyOf), values };
}

describe('a filter', () => {
  it.each([
    ["given_name eq 'Ada'", 'p.given_name = $1::text', ['Ada']],
    ["given_name eq 'O''Neil'", 'p.given_name = $1::text', ["O'Neil"]],
    ["given_name EQ ''", 'p.given_name = $1::text', ['']],
    ["modified_date gt '2014-03-25'", 'p.modified_at > $1::timestamptz', ['2014-03-25T00:00:00.000Z']],
    ['modified_date ge 2014-03-25T12:00:00Z', 'p.modified_at >= $1::timestamptz', ['2014-03-25T12:00:00.000Z']],
    ['total_signatures lt -1.5', 'p.total < $1::numeric', [-1.5]],
    ["referrer_data/source ne 'a'", 'p.source is distinct from $1::text', ['a']],
    ['given_name eq null', 'p.given_name is null', []],
    ["email_address eq 'nobody'", 'false', []],
    ["not given_name eq 'a'", '((p.given_name = $1::text) is not true)', ['a']],
    [
      "given_name eq 'and' or given_name eq 'b' and total_signatures eq 1",
      '(p.given_name = $1::text or (p.given_name = $2::text and p.total = $3::numeric))',
      ['and', 'b', 1],
    ],
    [
      "(given_name eq 'a' or given_name eq 'b') and total_signatures eq 1",
      '((p.given_name = $1::text or p.given_name = $2::text) and p.total = $3::numeric)',
      ['a', 'b', 1],
    ],
  ])('%s is %s', (text, sql, values) => {
    expect(asSql(text)).toEqual({ sql, values });
  });

  it('finds a mailbox by its key, so that every spelling finds it', () => {
    expect(asSql("email_address eq 'a@example.org'")).toEqual({
      sql: 's.email_key = $1::bytea',
      values: [Buffer.from('a@example.org')],
    });
  });

  it.each([
    '',
    ' ',
    'given_name',
    'given_name eq',
    "given_name is 'a'",
    "given_name eq 'a",
    "given_name eq 'a' and",
    "(given_name eq 'a'",
    "given_name eq 'a')",
    "unknown eq 'a'",
    "__proto__ eq 'a'",
    "constructor eq 'a'",
    'given_name eq constructor',
    'given_name eq 1',
    "total_signatures eq '1'",
    "modified_date gt 'yesterday'",
    "modified_date gt '2014-99-99'",
    "email_address gt 'a@example.org'",
    'given_name gt null',
    "given_name eq 'a\u0000'",
    "given_name eq 'a'; drop table signature",
    `${'('.repeat(200)}given_name eq 'a'`,
    'x'.repeat(3000),
    "''''",
  ])('refuses %j with a sentence', (text) => {
    expect(() => asSql(text)).toThrow(FilterRefused);
  });

  it('lets no string into the statement, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        try {
          const { sql, values } = asSql(`given_name eq '${text.replaceAll("'", "''")}'`);
          expect([sql, values]).toEqual(['p.given_name = $1::text', [text]]);
        } catch (error) {
          expect(error).toBeInstanceOf(FilterRefused);
        }
      }),
    );
  });

  it('is either a statement of known parts or refused, whatever is written', () => {
    const known =
      /^(?:p\.given_name|p\.modified_at|p\.total|p\.source|s\.email_key|\$\d+::(?:text|timestamptz|numeric|bytea)|is distinct from|is not true|is null|is not null|and|or|true|false|[()=<>]| )*$/;
    const part = fc.constantFrom(
      'given_name',
      'email_address',
      'total_signatures',
      'eq',
      'ne',
      'gt',
      "'a'",
      "'",
      '(',
      ')',
      'and',
      'or',
      'not',
      '1',
      'null',
      '--',
      ';',
      '$1',
      '/*',
      '"',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 5 })), { maxLength: 12 }), (parts) => {
        try {
          expect(asSql(parts.join(' ')).sql).toMatch(known);
        } catch (error) {
          expect(error).toBeInstanceOf(FilterRefused);
        }
      }),
      { numRuns: 300 },
    );
  });
});
