import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { StartupProblem } from '../errors.js';
import { newId } from '../ids.js';
import { buildLoneIndex, loneIndex } from './lone-index.js';
import type { Migration } from './migration-files.js';
import { sqlstate, sqlstateOf } from './sqlstate.js';

/** Whatever comes after a lock that is waited for waits too, sign-ups included: so no wait is longer, and there are pauses in between. */
const lockMilliseconds = 2_000;
/** Some three minutes. */
const pauses = [1_000, 2_000, 3_000, ...Array.from({ length: 35 }, () => 5_000)];

/** As Prisma makes it, so that its own tools can read it. */
const table = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null, logs text,
    rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0
  )`;

/**
 * Applies migrations in order, each as one transaction: after a failure nothing of it is there. One that meets a lock is tried again. One that is an index and
 * nothing else is built while others write.
 * @param tell is given a line for the operator while it waits
 * @throws StartupProblem (`database.busy` when a lock is held for minutes, otherwise `database.unusable`)
 */
export async function applyMigrations(
  client: pg.ClientBase,
  pending: readonly Migration[],
  tell: (line: string) => void,
): Promise<string[]> {
  await client.query(table);
  const { rows: halves } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is null and rolled_back_at is null',
  );
  if (halves[0])
    throw new StartupProblem(
      `An earlier version has left the migration ${halves[0].name} half done. Restore the backup from before that upgrade.`,
      'database.unusable',
    );
  for (const migration of pending) await applyInTurn(client, migration, tell);
  return pending.map(({ name }) => name);
}

async function applyInTurn(client: pg.ClientBase, migration: Migration, tell: (line: string) => void): Promise<void> {
  for (const pause of [...pauses, null]) {
    try {
      return await applyOne(client, migration);
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      if (sqlstateOf(error) !== sqlstate.lockNotAvailable) throw problem(migration, error);
      if (pause === null) throw busy(migration, error);
      tell(`The migration ${migration.name} waits: somebody works on a table that it changes.`);
      await setTimeout(pause);
    }
  }
}

async function applyOne(client: pg.ClientBase, { name, checksum, sql }: Migration): Promise<void> {
  const index = loneIndex(sql);
  if (index) await buildLoneIndex(client, index);
  await client.query(`begin; set local lock_timeout = ${lockMilliseconds}; set local statement_timeout = 0`);
  if (!index) await client.query(sql);
  await client.query(
    `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) values ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [newId(), checksum, name],
  );
  await client.query('commit');
}

const busy = ({ name }: Migration, cause: unknown): StartupProblem =>
  new StartupProblem(
    `The migration ${name} found no moment: a table that it changes is in use without a break. End long exports or backups, and start again; nothing of it was applied.`,
    'database.busy',
    { cause },
  );

const problem = ({ name }: Migration, cause: unknown): StartupProblem =>
  new StartupProblem(
    `The database could not be migrated (${name}): ${cause instanceof Error ? cause.message : String(cause)}. Nothing of it was applied.`,
    'database.unusable',
    { cause },
  );
