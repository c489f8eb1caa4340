import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startServer } from './server.js';

/** A database of its own for one test file, cloned from the migrated template in milliseconds. */
export interface TestDatabase {
  url: string;
  drop: () => Promise<void>;
}

export const createTestDatabase = (): Promise<TestDatabase> => create(' template demarche_template');

/**
 * The same as a first start leaves it: reference data and the shipped campaign are there. Most tests of the served program begin here, since loading
 * them costs more than the rest of a start; what a first start does has tests of its own.
 */
export async function createStartedDatabase(): Promise<TestDatabase> {
  await makeStartedTemplate();
  return create(` template ${startedTemplate}`);
}

/** The same without any table, as an operator hands it over. */
export const createEmptyDatabase = (): Promise<TestDatabase> => create('');

const startedTemplate = 'demarche_started';

/** Made by the first test that asks for it; the other test processes wait for it. */
async function makeStartedTemplate(): Promise<void> {
  const server = serverUrl();
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('${startedTemplate}'))`);
    const { rowCount } = await client.query(`select from pg_database where datname = '${startedTemplate}'`);
    if (rowCount) return;
    const { url } = await createTestDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'demarche-'));
    const started = await startServer({ DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'warn' });
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
    await client.query(`alter database ${new URL(url).pathname.slice(1)} rename to ${startedTemplate}`);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const server = process.env.TEST_DATABASE_SERVER;
  if (!server) throw new Error('The global setup has not run.');
  return server;
}

async function create(origin: string): Promise<TestDatabase> {
  const server = serverUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name}${origin}`);
  // A copy has the rights of a new database; every start of the server revokes this one.
  if (origin !== '') await onServer(server, `revoke temporary on database ${name} from public`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `drop database if exists ${name} with (force)`) };
}

/** Template cloning refuses to run twice at the same moment; the second just tries again. */
async function onServer(server: string, sql: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(sql);
      return;
    } catch (error) {
      if (attempt > 50 || (error as { code?: string }).code !== '55006') throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await client.end();
    }
  }
}
