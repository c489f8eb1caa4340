import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { AuditLog } from '../../src/access/audit.service.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { roleFor } from '../../src/platform/database/roles.js';
import { createTestDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

type Role = 'demarche_web' | 'demarche_worker' | 'demarche_all';

describe('database roles', () => {
  let world: World;
  const clients = new Map<Role, pg.Client>();
  /** What the database says when the role tries this, and takes it back. */
  const answer = async (role: Role, statement: string): Promise<string> => {
    const client = clients.get(role);
    try {
      await client?.query('begin');
      await client?.query(statement);
      return 'done';
    } catch (error) {
      return (error as { code?: string }).code ?? 'no code';
    } finally {
      await client?.query('rollback');
    }
  };
  const denied = '42501';

  beforeAll(async () => {
    world = await World.create();
    await world.confirms(await world.openPetition(), 'ada@example.org');
    for (const role of ['demarche_web', 'demarche_worker', 'demarche_all'] as const) {
      const client = new pg.Client({ connectionString: world.url, options: `-c role=${role}` });
      await client.connect();
      clients.set(role, client);
    }
  });
  afterAll(async () => {
    for (const client of clients.values()) await client.end();
    await world.close();
  });

  const history = [
    'treaty_event',
    'treaty_event_review',
    'ledger_import',
    'treaty_status_check',
    'claim_review',
    'audit_entry',
    'consent_wording',
  ];
  it.each(history)('let nobody change or delete what is in %s, or switch off what protects it', async (table) => {
    for (const role of clients.keys()) {
      expect([role, await answer(role, `delete from ${table}`)]).toEqual([role, denied]);
      expect([
        role,
        await answer(role, `update ${table} set ${table === 'consent_wording' ? 'text = text' : 'id = id'}`),
      ]).not.toEqual([role, 'done']);
      expect([role, await answer(role, `truncate ${table}`)]).toEqual([role, denied]);
      expect([role, await answer(role, `alter table ${table} disable trigger all`)]).toEqual([role, denied]);
      expect([role, await answer(role, `drop table ${table} cascade`)]).toEqual([role, denied]);
    }
  });

  it.each([
    ['a link of the audit chain', `insert into audit_link (position, entry_id, hash) values (1, 1, sha256(''))`],
    ['the chain through its function', `select chain_audit_entry(e) from audit_entry e`],
    ['a number of removed signatures', `update signature_removal set confirmed = 0`],
    ['a consent that was recorded', `update consent set given = not given`],
    ['a migration', `delete from _prisma_migrations`],
    ['a file of the server', `copy signature to '/tmp/x'`],
    ['another role', `create role intruder`],
  ])('let nobody touch %s', async (_, statement) => {
    for (const role of clients.keys()) expect([role, await answer(role, statement)]).toEqual([role, denied]);
  });

  it.each([
    ['a table', 'create temp table audit_link (position bigint, entry_id bigint, hash bytea)'],
    ['a function', `create function pg_temp.up() returns trigger language plpgsql as 'begin return new; end'`],
    ['a view', 'create temp view staff_secret as select 1'],
    ['a table of the schema', 'create table public.mine (id int)'],
    ['a function of the schema', `create function public.up() returns int language sql as 'select 1'`],
  ])('let nobody put %s of their own before one of ours', async (_, statement) => {
    for (const role of clients.keys()) expect([role, await answer(role, statement)]).toEqual([role, denied]);
  });

  it('hold against a process that was taken over, even where temporary tables are allowed', async () => {
    const owner = new pg.Client({ connectionString: world.url });
    await owner.connect();
    const { rows } = await owner.query<{ name: string }>('select current_database() as name');
    await owner.query(`grant temporary on database ${rows[0]?.name} to public`);
    await owner.query(`create user intruder_${process.pid} in role demarche_web, demarche_worker`);
    const intruder = new pg.Client({ connectionString: world.url, options: `-c role=intruder_${process.pid}` });
    await intruder.connect();
    const up = `begin execute 'alter role intruder_${process.pid} superuser'; return new; end`;
    for (const [columns, table, call] of [
      [
        'staff_id uuid constraint staff_secret_pkey primary key, password_hash text, totp_sealed bytea, totp_confirmed_at timestamptz, totp_step bigint',
        'staff_secret',
        `select staff_set_password('00000000-0000-0000-0000-000000000001', 'x')`,
      ],
      [
        'position bigint, entry_id bigint, hash bytea',
        'audit_link',
        `insert into audit_entry (at, actor, action, details) values (now(), 'x', 'x', '{}'); set constraints all immediate`,
      ],
    ] as const) {
      await intruder.query('begin');
      await intruder.query(`create temp table ${table} (${columns}); create function pg_temp.up() returns trigger language plpgsql as $$${up}$$;
        create trigger t before insert on pg_temp.${table} for each row execute function pg_temp.up()`);
      await intruder.query(call).catch(() => undefined);
      await intruder.query('rollback');
      const { rows: found } = await owner.query(
        `select rolsuper from pg_roles where rolname = 'intruder_${process.pid}'`,
      );
      expect([table, found]).toEqual([table, [{ rolsuper: false }]]);
    }
    await intruder.end();
    await owner.query(`drop role intruder_${process.pid}; revoke temporary on database ${rows[0]?.name} from public`);
    await owner.end();
  });

  it('keep every function with rights of its own from a superuser, and its tables from the temporary schema', async () => {
    const definers = await ask<{ name: string; superuser: boolean; path: string[] }>(
      world.url,
      `select p.proname as name, r.rolsuper as superuser, p.proconfig as path from pg_proc p join pg_roles r on r.oid = p.proowner
       where p.pronamespace = 'public'::regnamespace and p.prosecdef`,
    );
    expect(definers.length).toBeGreaterThan(10);
    for (const { name, superuser, path } of definers)
      expect([name, superuser, path]).toEqual([
        name,
        false,
        expect.arrayContaining(['search_path=pg_catalog, public, pg_temp']),
      ]);
  });

  it('keep the web process from the job queue, except for one function', async () => {
    expect(await answer('demarche_web', 'select * from graphile_worker._private_jobs')).toBe(denied);
    expect(await answer('demarche_web', `select graphile_worker.add_job('x')`)).toBe(denied);
    expect(await answer('demarche_web', `select enqueue_job('x', '{}', 1, null, null)`)).toBe('done');
    expect(await answer('demarche_worker', 'select * from graphile_worker._private_jobs')).toBe('done');
  });

  it('let no process read the secrets of staff as a table, and the web process ask for one account', async () => {
    for (const role of clients.keys())
      expect([role, await answer(role, 'select * from staff_secret')]).toEqual([role, denied]);
    expect(await answer('demarche_web', 'select staff_secret_of(gen_random_uuid())')).toBe('done');
    expect(await answer('demarche_worker', 'select staff_secret_of(gen_random_uuid())')).toBe(denied);
  });

  it('keep the worker from what lets people in', async () => {
    for (const table of ['api_token', 'staff_passkey', 'staff_recovery_code'])
      expect(await answer('demarche_worker', `select * from ${table}`)).toBe(denied);
    expect(await answer('demarche_worker', `update staff set role = 'owner'`)).toBe(denied);
  });

  it('are what every process works with: the whole application runs with these rights', async () => {
    const { rows } = await world.database.pool.query<{ role: string }>('select current_user as role');
    expect(rows).toEqual([{ role: 'demarche_all' }]);
    expect(await world.get(AuditLog).verify()).toMatchObject({ broken: [] });
  });

  it('get their rights on the tables of a migration that is older than the newest', async () => {
    const database = await createTestDatabase();
    await ask(database.url, 'drop table petition_draft');
    await ask(database.url, `delete from _prisma_migrations where migration_name like '%petition_drafts'`);
    expect(await migrate(database.url)).toEqual([expect.stringMatching(/petition_drafts$/)]);
    const client = new pg.Client({ connectionString: database.url, options: '-c role=demarche_web' });
    await client.connect();
    expect((await client.query('select * from petition_draft')).rows).toEqual([]);
    await client.end();
    await database.drop();
  });

  it('serve separate users, who can do no more and find the database ready or not at all', async () => {
    const other = await createTestDatabase();
    const url = new URL(other.url);
    [url.username, url.password] = ['web_user', 'a-password'];
    try {
      await ask(other.url, `create user web_user password 'a-password' in role demarche_web`);
      expect(await migrate(url.href)).toEqual([]);
      expect(await roleFor(url.href, 'web')).toBe('demarche_web');
      expect(await roleFor(url.href, 'worker')).toBeNull();
      await ask(other.url, `delete from _prisma_migrations where migration_name like '%database_roles'`);
      await expect(migrate(url.href)).rejects.toThrow('may not migrate');
    } finally {
      await other.drop();
      await ask(world.url, 'drop user web_user');
    }
  });
});
