import type pg from 'pg';
import { ownBooks, schemas, type BackupTable } from './backup-format.js';

/** Every table with its stored columns, referenced tables first. */
export async function tablesInOrder(client: pg.Client): Promise<BackupTable[]> {
  const { rows: tables } = await client.query<BackupTable>(
    `select n.nspname || '.' || c.relname as "table", array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where n.nspname = any($1) and c.relkind = 'r' group by 1 order by 1`,
    [schemas],
  );
  const { rows: links } = await client.query<{ from: string; to: string }>(
    `select distinct f.relnamespace::regnamespace || '.' || f.relname as "from", t.relnamespace::regnamespace || '.' || t.relname as "to"
     from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and k.conrelid <> k.confrelid`,
  );
  const waiting = tables.filter(({ table }) => !ownBooks.includes(table));
  const ordered: BackupTable[] = [];
  const done = new Set<string>(ownBooks);
  while (waiting.length > 0) {
    const n = waiting.findIndex(({ table }) => links.every(({ from, to }) => from !== table || done.has(to)));
    // A cycle of foreign keys would need another way; there is none, and a test backs up every table.
    const [next] = waiting.splice(Math.max(n, 0), 1);
    if (!next) break;
    done.add(next.table);
    ordered.push(next);
  }
  return ordered;
}

/** Last value of each sequence. */
export async function sequenceValues(client: pg.Client): Promise<Record<string, string | null>> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select schemaname || '.' || sequencename as name, last_value::text as value from pg_sequences where schemaname = any($1)`,
    [schemas],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

export async function appliedMigrations(client: pg.Client): Promise<{ name: string; checksum: string }[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1`,
  );
  return rows;
}
