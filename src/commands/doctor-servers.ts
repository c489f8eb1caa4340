import type { INestApplicationContext } from '@nestjs/common';
import { connect } from '../platform/database/connections/connect.js';
import { poolingAt } from '../platform/database/connections/pooler.js';
import { Database } from '../platform/database/database.js';
import { isStandby, standbysOf, waitsForStandby } from '../platform/database/replication.sql.js';
import type { Runtime } from '../platform/runtime.js';
import type { Finding } from './finding.js';

/** How the database is reached, and what a crash of its server may take with it. */
export async function aboutServers(app: INestApplicationContext, runtime: Runtime): Promise<Finding[]> {
  return [await aboutDurability(app), ...(await aboutPooler(runtime)), ...(await aboutReplica(runtime))];
}

async function aboutDurability(app: INestApplicationContext): Promise<Finding> {
  const { prisma } = app.get(Database);
  const standbys = await standbysOf(prisma);
  const waits = (await waitsForStandby(prisma))[0]?.waits ?? false;
  const lag = Math.max(0, ...standbys.map(({ lagSeconds }) => lagSeconds ?? 0));
  const number = standbys.length === 1 ? '1 standby' : `${standbys.length} standbys`;
  const synchronous = standbys.some(({ state }) => state === 'sync' || state === 'quorum');
  const says = waits
    ? `${number}, synchronous: nothing acknowledged is lost with the primary`
    : standbys.length > 0
      ? `${number}, asynchronous, ${lag.toFixed(1)} s behind: a failover may lose what was acknowledged last`
      : 'no standby: what is acknowledged is on the disk of one machine';
  return {
    check: 'durability',
    well: !waits || synchronous,
    says: waits && !synchronous ? 'waits for a standby that is not connected: every sign-up stands still' : says,
    remedy: 'Start the standby named in synchronous_standby_names, or take it out of that setting.',
  };
}

async function aboutPooler({ config }: Runtime): Promise<Finding[]> {
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: direct } = config;
  if (url === undefined || direct === undefined || url === direct) return [];
  const pooling = await poolingAt(url).catch(() => 'unreachable' as const);
  const version = pooling === null || pooling === 'unreachable' ? '' : await versionOf(url);
  return [
    {
      check: 'connection pooler',
      well: pooling === null || pooling === 'transaction' || pooling === 'session',
      says: pooling === null ? 'none: DATABASE_URL leads to the server itself' : `${version}${pooling} mode`,
      remedy:
        'Set "pool_mode = transaction" in PgBouncer, and give each login its role and time limits (database:roles).',
    },
  ];
}

/** Only where there is one. Without it everything works, so it is no reason not to start. */
async function aboutReplica({ config: { DATABASE_REPLICA_URL: url } }: Runtime): Promise<Finding[]> {
  if (url === undefined) return [];
  const isStandby = await isStandbyAt(url).catch(() => null);
  return [
    {
      check: 'standby for reading',
      well: isStandby === true,
      says: isStandby === null ? 'does not respond' : isStandby ? 'responds' : 'is no standby: it is not read from',
      remedy: 'Correct DATABASE_REPLICA_URL: one standby of the same database, with the same logins.',
    },
  ];
}

async function isStandbyAt(url: string): Promise<boolean> {
  const client = await connect(url);
  try {
    return await isStandby(client);
  } finally {
    await client.end();
  }
}

/** PgBouncer tells its version to those it trusts (stats_users); others it does not answer. */
async function versionOf(url: string): Promise<string> {
  const console = new URL(url);
  console.pathname = '/pgbouncer';
  try {
    const client = await connect(console.href);
    try {
      const { rows } = await client.query<{ version: string }>('show version');
      return rows[0] ? `${rows[0].version}, ` : '';
    } finally {
      await client.end();
    }
  } catch {
    return '';
  }
}
