import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { StartupProblem } from '../errors.js';
import { advisoryLocks } from './advisory-locks.js';
import { applyMigrations } from './apply-migrations.js';
import { connect, patientMilliseconds, poolOf } from './connections/connect.js';
import { Hosts } from './connections/hosts.js';
import { unreachable } from './connections/unreachable.js';
import { prismaFolder, readMigrations } from './migration-files.js';
import { planOf, type PlannedMigration } from './migration-plan.js';
import { grantRights } from './roles.js';

export { prismaFolder };

/**
 * Migrates the database to the newest version. Several processes may call this at once; one works, the others wait.
 * @param newer what to do with a database migrated by a newer version: `refuse` it, or `allow` it as it is (during a rolling upgrade)
 * @param tell is given a line for the operator while it waits
 * @returns the names applied now
 * @throws StartupProblem when the server does not respond, is older than PostgreSQL 15, or newer than this application, or a migration fails
 */
export async function migrate(
  url: string,
  newer: 'refuse' | 'allow' = 'refuse',
  tell: (line: string) => void = console.error,
): Promise<string[]> {
  const client = await connect(url).catch((error: unknown) => {
    throw unreachable(error);
  });
  try {
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    if ((rows[0]?.version ?? 0) < 150_000)
      throw new StartupProblem('The database is older than PostgreSQL 15. Demarche needs 15 or newer.');
    await waitForOthers(client, tell);
    const migrations = readMigrations();
    const applied = await appliedMigrations(client);
    const strangers = [...applied.keys()].filter((one) => !migrations.some(({ name }) => name === one));
    if (strangers.length > 0) {
      // Nothing is changed: an older version would revoke rights granted by the newer one.
      if (newer === 'allow') return [];
      throw new StartupProblem(
        `A newer version of Demarche has migrated this database (${strangers.at(-1)}). Start that version, or set ALLOW_NEWER_DATABASE=on during a rolling upgrade.`,
        'database.newer',
      );
    }
    const pending = migrations.filter(({ name }) => !applied.has(name));
    if (!(await mayMigrate(client))) {
      if (pending.length === 0) return [];
      throw new StartupProblem(
        'The database is not at this version, and its user may not migrate it. Run "migrate" with the owner first (MIGRATION_DATABASE_URL).',
      );
    }
    if (pending.length > 0) await applyMigrations(client, pending, tell);
    await migrateJobs(url);
    await grantRights(
      client,
      prismaFolder(),
      migrations.map(({ name }) => name),
      pending.length > 0,
    );
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/**
 * Migrates an empty database to the version another one had, and no further.
 * @throws StartupProblem when one of the migrations is unknown or differs
 */
export async function migrateTo(url: string, wanted: readonly { name: string; checksum: string }[]): Promise<void> {
  const known = readMigrations().slice(0, wanted.length);
  const same = wanted.every(({ name, checksum }, n) => known[n]?.name === name && known[n].checksum === checksum);
  if (!same || known.length < wanted.length)
    throw new StartupProblem(
      'The backup is of another version of Demarche. Use the version it was made with, or a newer one.',
    );
  const client = await connect(url);
  try {
    await applyMigrations(client, known, () => undefined);
  } finally {
    await client.end();
  }
  await migrateJobs(url);
}

/** The migrations that `migrate` would apply now, with the tables each would lock. Changes nothing. @throws StartupProblem when the server does not respond */
export async function plannedMigrations(url: string): Promise<PlannedMigration[]> {
  const client = await connect(url).catch((error: unknown) => {
    throw unreachable(error);
  });
  try {
    const applied = await appliedMigrations(client);
    return await planOf(
      client,
      readMigrations().filter(({ name }) => !applied.has(name)),
    );
  } finally {
    await client.end();
  }
}

/** One process at a time. A lock that is asked for again and again is not left behind with a connection that broke. */
async function waitForOthers(client: pg.Client, tell: (line: string) => void): Promise<void> {
  for (let n = 0; ; n++) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
      advisoryLocks.migration,
    ]);
    if (rows[0]?.mine) return;
    if (n % 50 === 10) tell('Waits for another process, which migrates the database.');
    await setTimeout(200);
  }
}

/** A process that connects as a user with few rights finds the database either ready or not at all. */
async function mayMigrate(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select coalesce((select pg_has_role(current_user, relowner, 'usage') from pg_class where oid = to_regclass('_prisma_migrations')), true) as may`,
  );
  return rows[0]?.may ?? false;
}

/** graphile-worker keeps its tables in a schema of its own and knows how to bring them up to date. */
async function migrateJobs(url: string): Promise<void> {
  const pgPool = poolOf(new Hosts(url), { max: 2, connectionTimeoutMillis: patientMilliseconds });
  try {
    const [{ runMigrations }, { quietLogger }] = await Promise.all([
      import('graphile-worker'),
      import('./quiet-logger.js'),
    ]);
    await runMigrations({ pgPool, logger: quietLogger });
  } finally {
    await pgPool.end();
  }
}

/** Applied migrations by name. */
async function appliedMigrations(client: pg.Client): Promise<Set<string>> {
  const { rows: tables } = await client.query<{ exists: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as exists`,
  );
  if (!tables[0]?.exists) return new Set();
  const { rows } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  return new Set(rows.map(({ name }) => name));
}
