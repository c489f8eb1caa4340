import type pg from 'pg';

const lone = /^(?:\s|--[^\n]*\n)*create\s+(unique\s+)?index\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?\s+(on\s[^;]*);?$/i;

/** An index that is built while others write. */
export interface LoneIndex {
  name: string;
  sql: string;
}

/** Of a migration that is one index and nothing else; null for all others. */
export function loneIndex(migration: string): LoneIndex | null {
  const [, unique = '', name = '', rest = ''] = lone.exec(migration.trim()) ?? [];
  if (name === '') return null;
  return { name, sql: `create ${unique}index concurrently if not exists "${name}" ${rest}` };
}

/**
 * Builds it outside a transaction. One that was built by hand before is kept; what a broken attempt has left does not count and is built again. Waits as long as
 * others have transactions open, and stops nobody meanwhile.
 */
export async function buildLoneIndex(client: pg.ClientBase, { name, sql }: LoneIndex): Promise<void> {
  await client.query('set lock_timeout = 0; set statement_timeout = 0');
  const clearUp = async (): Promise<void> => {
    const { rowCount } = await client.query(
      'select from pg_index where indexrelid = to_regclass($1) and not indisvalid',
      [`public."${name}"`],
    );
    if (rowCount) await client.query(`drop index concurrently "${name}"`);
  };
  try {
    await clearUp();
    await client.query(sql);
  } catch (error) {
    // A broken unique index would go on refusing rows.
    await clearUp().catch(() => undefined);
    throw error;
  } finally {
    await client.query('reset lock_timeout; reset statement_timeout').catch(() => undefined);
  }
}
