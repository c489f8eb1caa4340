import { randomUUID } from 'node:crypto';
import { applyMigrations } from '../../src/platform/database/apply-migrations.js';
import { connect } from '../../src/platform/database/connections/connect.js';
import { plannedMigrations } from '../../src/platform/database/migrate.js';
import { readMigrations } from '../../src/platform/database/migration-files.js';
import { planOf } from '../../src/platform/database/migration-plan.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { ask } from '../support/whole-database.js';

describe('a migration', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const migration = (sql: string) => ({ name: `29990101000000_${randomUUID()}`, sql, checksum: 'none' });
  const columnOf = (table: string, column: string) =>
    ask(database.url, 'select 1 from information_schema.columns where table_name = $1 and column_name = $2', [
      table,
      column,
    ]);
  const noted = (name: string) =>
    ask(database.url, 'select 1 from _prisma_migrations where migration_name = $1', [name]);
  const apply = async (one: ReturnType<typeof migration>, tell: (line: string) => void = () => undefined) => {
    const client = await connect(database.url);
    try {
      return await applyMigrations(client, [one], tell);
    } finally {
      await client.end();
    }
  };

  it('that meets a lock lets others by, says that it waits, and is applied when the lock is gone', async () => {
    const reader = await connect(database.url);
    await reader.query('begin; select 1 from signature');
    const told: string[] = [];
    const one = migration('alter table signature add column trial_one int');
    const applying = apply(one, (line) => told.push(line));
    await until('it waits', () => told.length > 0);
    // Between two tries nobody queues behind it.
    await until('somebody gets by', async () => {
      const writer = await connect(database.url);
      try {
        return await writer.query('begin; lock table signature in row exclusive mode nowait').then(
          () => true,
          () => false,
        );
      } finally {
        await writer.end();
      }
    });
    await reader.query('commit');
    await reader.end();
    expect(await applying).toEqual([one.name]);
    expect(await columnOf('signature', 'trial_one')).toHaveLength(1);
    expect(told[0]).toContain(one.name);
  });

  it('that fails leaves nothing behind, and can be applied when its cause is gone', async () => {
    const one = migration('alter table petition add column trial_two int; select * from nowhere');
    await expect(apply(one)).rejects.toMatchObject({
      code: 'database.unusable',
      message: expect.stringContaining('Nothing of it was applied.') as string,
    });
    expect([await columnOf('petition', 'trial_two'), await noted(one.name)]).toEqual([[], []]);
    expect(await apply({ ...one, sql: 'alter table petition add column trial_two int' })).toEqual([one.name]);
    expect([await columnOf('petition', 'trial_two'), await noted(one.name)]).toEqual([
      [expect.anything()],
      [expect.anything()],
    ]);
  });

  it('that an earlier version left half done is named', async () => {
    await ask(
      database.url,
      `insert into _prisma_migrations (id, checksum, migration_name) values ('half', 'x', '29990101000000_half')`,
    );
    await expect(apply(migration('select 1'))).rejects.toThrow(/29990101000000_half half done/);
    await ask(database.url, `delete from _prisma_migrations where id = 'half'`);
  });

  it('is planned with the tables it locks and their rows, before it is applied', async () => {
    const empty = await createEmptyDatabase();
    expect((await plannedMigrations(empty.url)).map(({ name }) => name)).toEqual(
      readMigrations().map(({ name }) => name),
    );
    await empty.drop();
    expect(await plannedMigrations(database.url)).toEqual([]);
    await ask(database.url, 'analyze petition');
    const client = await connect(database.url);
    const [plan] = await planOf(client, [migration('create index trial on petition (slug)')]);
    await client.end();
    expect(plan?.tables).toEqual([
      { table: 'petition', lock: 'share update exclusive', readsRows: true, rows: expect.any(Number) as number },
    ]);
  });

  it('that is a unique index which the rows contradict leaves nothing behind', async () => {
    await ask(database.url, 'create table trial_four (n int); insert into trial_four values (1), (1)');
    const one = migration('create unique index trial_four_n on trial_four (n)');
    await expect(apply(one)).rejects.toMatchObject({ code: 'database.unusable' });
    expect(await ask(database.url, "select to_regclass('trial_four_n')::text as index")).toEqual([{ index: null }]);
    expect(await noted(one.name)).toEqual([]);
  });

  it('that is one index is built while others write, though an attempt before was broken off', async () => {
    const index = migration('create index trial_three on signature (comment)');
    const valid = () =>
      ask<{ valid: boolean }>(
        database.url,
        "select indisvalid as valid from pg_index where indexrelid = to_regclass('trial_three')",
      );
    const writer = await connect(database.url);
    await writer.query('begin; lock table signature in row exclusive mode');
    const broken = await connect(database.url);
    await broken.query('set statement_timeout = 300');
    await expect(broken.query('create index concurrently trial_three on signature (comment)')).rejects.toThrow();
    await broken.end();
    expect(await valid()).toEqual([{ valid: false }]);
    const applying = apply(index);
    const other = await connect(database.url);
    await until(
      'it is being built',
      async () =>
        (
          await ask(
            database.url,
            "select from pg_stat_activity where query ilike '%concurrently%trial_three%' and pid <> pg_backend_pid() and state = 'active'",
          )
        ).length > 0,
    );
    await other.query("begin; set local lock_timeout = '5s'; lock table signature in row exclusive mode; commit");
    await other.end();
    await writer.query('commit');
    await writer.end();
    expect([await applying, await valid(), await noted(index.name)]).toEqual([
      [index.name],
      [{ valid: true }],
      [expect.anything()],
    ]);
  });
});
