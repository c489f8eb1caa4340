import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { StartupProblem } from '../errors.js';
import { advisoryLocks } from './advisory-locks.js';
import { connect, poolOf } from './connections/connect.js';
import { Hosts } from './connections/hosts.js';
import { unreachable } from './connections/unreachable.js';
import { grantRights } from './roles.js';
import { loadSchemaEngine, noFilters, type MigrationFile, type MigrationsList } from './schema-engine.js';

/** The folder with schema and migrations, searched upwards from here: the code runs from src (tests) and from dist. */
export function prismaFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'prisma', 'schema.prisma'))) {
    if (dirname(folder) === folder)
      throw new StartupProblem('The folder "prisma" with the migrations was not found beside the application.');
    folder = dirname(folder);
  }
  return join(folder, 'prisma');
}

/**
 * Migrates the database to the newest version. Several processes may call this at once; one works, the others wait.
 * @param newer what to do with a database migrated by a newer version: `refuse` it, or `allow` it as it is (during a rolling upgrade)
 * @returns the names applied now
 * @throws StartupProblem when the server does not respond, is older than PostgreSQL 15, or newer than this application, or a migration fails
 */
export async function migrate(url: string, newer: 'refuse' | 'allow' = 'refuse'): Promise<string[]> {
  const client = await connect(url).catch((error: unknown) => {
    throw unreachable(error);
  });
  try {
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    if ((rows[0]?.version ?? 0) < 150_000)
      throw new StartupProblem('The database is older than PostgreSQL 15. Demarche needs 15 or newer.');
    await client.query('select pg_advisory_lock($1)', [advisoryLocks.migration]);
    const migrationsList = readMigrations(prismaFolder());
    const applied = await appliedMigrations(client);
    const strangers = [...applied.keys()].filter(
      (name) => !migrationsList.migrationDirectories.some(({ path }) => path === name),
    );
    if (strangers.length > 0) {
      // Nothing is changed: an older version would revoke rights granted by the newer one.
      if (newer === 'allow') return [];
      throw new StartupProblem(
        `A newer version of Demarche has migrated this database (${strangers.at(-1)}). Start that version, or set ALLOW_NEWER_DATABASE=on during a rolling upgrade.`,
        'database.newer',
      );
    }
    const upToDate = migrationsList.migrationDirectories.every(
      (entry) => applied.get(entry.path) === checksumOf(entry),
    );
    if (!(await mayMigrate(client))) {
      if (upToDate) return [];
      throw new StartupProblem(
        'The database is not at this version, and its user may not migrate it. Run "migrate" with the owner first (MIGRATION_DATABASE_URL).',
      );
    }
    const now = upToDate ? [] : await applyAll(url, migrationsList);
    await migrateJobs(url);
    await grantRights(
      client,
      prismaFolder(),
      migrationsList.migrationDirectories.map(({ path }) => path),
      now.length > 0,
    );
    return now;
  } finally {
    await client.end();
  }
}

/**
 * Migrates an empty database to the version another one had, and no further.
 * @throws StartupProblem when one of the migrations is unknown or differs
 */
export async function migrateTo(url: string, wanted: readonly { name: string; checksum: string }[]): Promise<void> {
  const list = readMigrations(prismaFolder());
  const known = list.migrationDirectories.slice(0, wanted.length);
  const same = wanted.every(({ name, checksum }, n) => known[n]?.path === name && checksumOf(known[n]) === checksum);
  if (!same || known.length < wanted.length)
    throw new StartupProblem(
      'The backup is of another version of Demarche. Use the version it was made with, or a newer one.',
    );
  await applyAll(url, { ...list, migrationDirectories: known });
  await migrateJobs(url);
}

/** A process that connects as a user with few rights finds the database either ready or not at all. */
async function mayMigrate(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select coalesce((select pg_has_role(current_user, relowner, 'usage') from pg_class where oid = to_regclass('_prisma_migrations')), true) as may`,
  );
  return rows[0]?.may ?? false;
}

async function applyAll(url: string, migrationsList: MigrationsList): Promise<string[]> {
  const pool = poolOf(new Hosts(url), { max: 2 });
  try {
    const engine = await loadSchemaEngine(pool, readSchemas(prismaFolder()));
    return (await engine.applyMigrations({ migrationsList, filters: noFilters })).appliedMigrationNames;
  } catch (error) {
    throw new StartupProblem(
      `The database could not be migrated: ${error instanceof Error ? error.message.split('\n').slice(0, 2).join(' ') : String(error)}`,
      'database.unusable',
      { cause: error },
    );
  } finally {
    await pool.end();
  }
}

/** graphile-worker keeps its tables in a schema of its own and knows how to bring them up to date. */
async function migrateJobs(url: string): Promise<void> {
  const pgPool = poolOf(new Hosts(url), { max: 2 });
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

/** Applied migrations, with the checksums of their files; saves loading the engine on the second start. */
async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  const { rows: tables } = await client.query<{ exists: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as exists`,
  );
  if (!tables[0]?.exists) return new Map();
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null order by migration_name',
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

const checksumOf = (entry: MigrationFile): string =>
  createHash('sha256').update(entry.migrationFile.content.value).digest('hex');

export function readMigrations(folder: string): MigrationsList {
  const baseDir = join(folder, 'migrations');
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(baseDir, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

export function readSchemas(folder: string): [string, string][] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.prisma'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}
