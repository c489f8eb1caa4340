import type pg from 'pg';
import { loneIndex } from './lone-index.js';
import type { Migration } from './migration-files.js';

/** How a statement locks a table, the strongest first. */
export const locks = {
  'access exclusive': 'nobody reads or writes',
  share: 'nobody writes',
  'share row exclusive': 'nobody writes',
  'share update exclusive': 'reading and writing go on',
  'row exclusive': 'reading and writing go on',
} as const;

export type Lock = keyof typeof locks;

/** What one migration does to one table. */
export interface TableLock {
  table: string;
  lock: Lock;
  /** Whether it takes the longer, the more rows there are; otherwise a moment. */
  readsRows: boolean;
}

export interface PlannedMigration {
  name: string;
  /** Each with the planner's estimate; null: the table was never analysed. */
  tables: (TableLock & { rows: number | null })[];
}

interface Rule {
  pattern: RegExp;
  lock: Lock;
  readsRows: (statement: string) => boolean;
}

const never = (): boolean => false;
const always = (): boolean => true;
/** What PostgreSQL checks, or writes again, row by row; a new column with a constant default is not among it. */
const rowByRow =
  /\b(?:set\s+data\s+type|alter\s+column\s+"?\w+"?\s+type|set\s+not\s+null|add\s+(?:constraint\s+"?\w+"?\s+)?(?:check|foreign|unique|primary|exclude)|validate\s+constraint|generated\s+always|default\s+(?:gen_random_uuid|random|clock_timestamp))/i;
const name = String.raw`(?:only\s+)?(?:if\s+exists\s+)?(?:"?public"?\.)?"?(\w+)"?`;
const rule = (begin: string, lock: Lock, readsRows: Rule['readsRows'] = never): Rule => ({
  pattern: new RegExp(`^${begin}${name}`, 'i'),
  lock,
  readsRows,
});

const rules: readonly Rule[] = [
  rule(String.raw`alter\s+table\s+(?=[^;]*\sset\s*\((?:autovacuum|fillfactor|toast))`, 'share update exclusive'),
  rule(
    String.raw`alter\s+table\s+`,
    'access exclusive',
    (text) => rowByRow.test(text) && !/\bnot\s+valid\b/i.test(text),
  ),
  rule(String.raw`(?:drop|truncate)\s+(?:table\s+)`, 'access exclusive'),
  rule(String.raw`create\s+(?:unique\s+)?index\s+concurrently\s[^(;]*?\son\s+`, 'share update exclusive', always),
  rule(String.raw`create\s+(?:unique\s+)?index\s[^(;]*?\son\s+`, 'share', always),
  rule(String.raw`create\s+(?:constraint\s+)?trigger\s[^;]*?\son\s+`, 'share row exclusive'),
  rule(String.raw`drop\s+trigger\s[^;]*?\son\s+`, 'access exclusive'),
  rule(String.raw`(?:update|delete\s+from)\s+`, 'row exclusive', always),
  rule(String.raw`insert\s+into\s+`, 'row exclusive'),
];

/** Which tables a script locks, how strongly, read from its statements: a table that it creates itself concerns nobody. Functions are not looked into. */
export function tableLocks(sql: string): TableLock[] {
  const found = new Map<string, TableLock>();
  const own = new Set(
    [...sql.matchAll(/\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/gi)].map(
      ([, table]) => table,
    ),
  );
  const note = (table: string, lock: Lock, readsRows: boolean): void => {
    const before = found.get(table);
    const strongest = Object.keys(locks).find((one) => one === lock || one === before?.lock) as Lock;
    if (!own.has(table))
      found.set(table, { table, lock: strongest, readsRows: readsRows || (before?.readsRows ?? false) });
  };
  for (const statement of statementsOf(sql)) {
    const met = rules.find(({ pattern }) => pattern.test(statement));
    const [, table] = met?.pattern.exec(statement) ?? [];
    if (met && table !== undefined) note(table, met.lock, met.readsRows(statement));
    for (const [, other] of statement.matchAll(/\breferences\s+"?(\w+)"?/gi))
      if (other) note(other, 'share row exclusive', false);
  }
  return [...found.values()];
}

/** What each migration would lock, and how many rows are there. */
export async function planOf(client: pg.ClientBase, pending: readonly Migration[]): Promise<PlannedMigration[]> {
  const { rows } = await client.query<{ table: string; rows: number }>(
    `select relname as table, reltuples::float8 as rows from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= 0`,
  );
  const estimates = new Map(rows.map(({ table, rows: n }) => [table, n]));
  return pending.map(({ name: migration, sql }) => ({
    name: migration,
    tables: tableLocks(loneIndex(sql)?.sql ?? sql).map((lock) => ({
      ...lock,
      rows: estimates.get(lock.table) ?? null,
    })),
  }));
}

/** Migrations contain no semicolon but at the end of a statement. */
const statementsOf = (sql: string): string[] =>
  sql
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('--'))
    .join('\n')
    .split(';')
    .map((statement) => statement.trim());
