import type { Config } from '../../config/config.js';
import { StartupProblem } from '../../errors.js';
import { roleFor, roleOf, type ProcessRole } from '../roles.js';
import { connect } from './connect.js';
import { poolingAt } from './pooler.js';
import { checkSession, WrongSession } from './session.js';

/** The ways to the database, as they were found at the start. */
export interface DatabaseAccess {
  /** For single rows; may lead through a pooler in transaction mode. */
  url: string;
  /** Sessions of one's own: listeners, locks, prepared statements, jobs, COPY. */
  directUrl: string;
  /** The database role to work as; null: the rights of the user who connects. */
  role: string | null;
  /** Whether `url` leads through a pooler. */
  pooled: boolean;
  /** A standby to read public pages from. */
  replicaUrl?: string | undefined;
}

/** One server and the rights of the user who connects: what tests have, and what a database that is still empty can be asked. */
export const unprobed = (url: string, role: string | null = null): DatabaseAccess => ({
  url,
  directUrl: url,
  role,
  pooled: false,
});

/**
 * Finds out how this process may work with the database.
 * @param url where DATABASE_URL is not set: the embedded server
 * @throws StartupProblem in one sentence when a pooler shares its connections in a way that cannot work, or a login has the wrong rights
 */
export async function findAccess(config: Config, url: string, process: ProcessRole): Promise<DatabaseAccess> {
  const directUrl = config.DATABASE_DIRECT_URL ?? url;
  const pooling = await poolingAt(url);
  if (pooling === 'statement')
    throw new StartupProblem(
      'DATABASE_URL leads to a pooler in statement mode, which allows no transactions. Set pool_mode = transaction.',
      'database.pooler',
    );
  // Prepared statements need startup parameters, which a pooler refuses in every mode.
  if (pooling !== null && directUrl === url)
    throw new StartupProblem(
      `DATABASE_URL leads to a pooler in ${pooling} mode. Set DATABASE_DIRECT_URL to the PostgreSQL server itself.`,
      'database.pooler',
    );
  if (directUrl !== url && (await poolingAt(directUrl)) !== null)
    throw new StartupProblem(
      'DATABASE_DIRECT_URL leads to a pooler. It must be the PostgreSQL server itself.',
      'database.pooler',
    );
  const role = await roleFor(directUrl, process);
  const replicaUrl = config.DATABASE_REPLICA_URL;
  if (pooling === null) return { url, directUrl, role, pooled: false, replicaUrl };
  await checkLogin(url, roleOf(process));
  if (role === null)
    throw new WrongSession(`The database login of DATABASE_DIRECT_URL may not work as "${roleOf(process)}".`);
  return { url, directUrl, role, pooled: true, replicaUrl };
}

async function checkLogin(url: string, role: string): Promise<void> {
  const client = await connect(url);
  try {
    await checkSession(client, { role, pooled: true });
  } finally {
    await client.end().catch(() => undefined);
  }
}
