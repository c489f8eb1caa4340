import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { connect } from './connections/connect.js';
import { sqlstate, sqlstateOf } from './sqlstate.js';

/** The database role of a process, by what it does. See prisma/roles.sql. */
const roles = { web: 'demarche_web', worker: 'demarche_worker', all: 'demarche_all' } as const;
export type ProcessRole = keyof typeof roles;

/**
 * Grants each role its rights, after a migration or when the file has changed.
 * @param folder where roles.sql is @param migrated names of all migrations: one that was merged later may be older than the newest @param isNew whether one was applied now
 * @returns false when the user may not create roles: all processes then work with the rights of the user they connect as
 */
export async function grantRights(
  client: pg.Client,
  folder: string,
  migrated: readonly string[],
  isNew: boolean,
): Promise<boolean> {
  const script = readFileSync(join(folder, 'roles.sql'), 'utf8');
  const { rows } = await client.query<{ jobs: number; noted: string | null }>(
    `select (select max(id) from graphile_worker.migrations) as jobs, obj_description('public._prisma_migrations'::regclass) as noted`,
  );
  const note = `rights ${createHash('sha256').update(`${script}${migrated.join()}${rows[0]?.jobs}`).digest('hex')}`;
  await refuseTemporaryTables(client);
  if (rows[0]?.noted === note && !isNew) return true;
  try {
    await client.query(
      `begin; ${script}; comment on table public._prisma_migrations is ${pg.escapeLiteral(note)}; commit`,
    );
    return true;
  } catch (error) {
    await client.query('rollback');
    if (sqlstateOf(error) === sqlstate.insufficientPrivilege) return false;
    throw error;
  }
}

/**
 * No process needs temporary tables, and an intruder could use one to shadow our tables. It is a right on the database, which a copy of it does not
 * inherit, so it is checked on every start.
 */
async function refuseTemporaryTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) a
     where datname = current_database() and a.grantee = 0 and a.privilege_type = 'TEMPORARY' and pg_has_role(current_user, datdba, 'usage')`,
  );
  for (const { name } of rows)
    await client.query(`revoke temporary on database ${pg.escapeIdentifier(name)} from public`);
}

/**
 * Creates the roles without any rights, for anything that names them before rights are granted. Where the user may not, there are none, as after a
 * migration.
 */
export async function makeRoles(client: pg.Client): Promise<void> {
  for (const role of Object.values(roles)) {
    const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    if (rows.length > 0) continue;
    await client.query(`create role ${role} nologin`).catch((error: unknown) => {
      if (sqlstateOf(error) !== sqlstate.insufficientPrivilege) throw error;
    });
  }
}

export const roleOf = (process: ProcessRole): string => roles[process];

/** The role a process takes after connecting, or null when there is none it may take. */
export async function roleFor(url: string, process: ProcessRole): Promise<string | null> {
  const client = await connect(url);
  try {
    const { rows } = await client.query<{ may: boolean }>(
      `select pg_has_role(session_user, oid, 'member') as may from pg_roles where rolname = $1`,
      [roles[process]],
    );
    return rows[0]?.may ? roles[process] : null;
  } finally {
    await client.end();
  }
}
