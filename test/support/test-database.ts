import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of its own for one test file, cloned from the migrated template in milliseconds. */
export interface TestDatabase {
  url: string;
  drop: () => Promise<void>;
}

export const createTestDatabase = (): Promise<TestDatabase> => create(' template demarche_template');

/** The same without any table, as an operator hands it over. */
export const createEmptyDatabase = (): Promise<TestDatabase> => create('');

async function create(origin: string): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_SERVER;
  if (!server) throw new Error('The global setup has not run.');
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
