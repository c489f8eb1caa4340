import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditLog } from '../../src/access/audit.service.js';
import { prismaFolder } from '../../src/platform/database/migrate.js';
import { CommandLine } from '../support/cli.js';
import { createEmptyDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

const tables = ['audit_entry', 'audit_link'];

describe('the chain of the audit log', () => {
  let world: World;
  const log = () => world.get(AuditLog);
  const record = (n: number, by = world) =>
    by.get(AuditLog).record(by.database.prisma, {
      actor: 'system',
      action: 'test.happened',
      details: { n, word: 'é "quoted" \\ \u2028' },
    });
  /** Ids in the order of the chain. */
  const chained = async (): Promise<string[]> =>
    (await ask<{ id: string }>(world.url, 'select entry_id as id from audit_link order by position')).map(
      ({ id }) => id,
    );
  /** As a thief with all rights: what no trigger stops. */
  const tamper = (...statements: string[]) =>
    ask(
      world.url,
      [
        ...tables.map((table) => `alter table ${table} disable trigger all`),
        ...statements,
        ...tables.map((table) => `alter table ${table} enable trigger all`),
      ].join(';'),
    );

  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await tamper(`truncate ${tables.join(', ')} restart identity`);
    for (let n = 1; n <= 6; n++) await record(n);
  });

  it('is intact after many concurrent writes by two processes, in transactions short and long', async () => {
    const other = await world.beside();
    try {
      const write = (by: World, n: number) =>
        by.database.transaction(async (tx) => {
          const details = { n };
          await by.get(AuditLog).record(tx, { actor: 'cli', action: 'test.began', details });
          await new Promise((resolve) => setTimeout(resolve, (n * 7) % 20));
          await by.get(AuditLog).record(tx, { actor: 'cli', action: 'test.ended', details });
          if (n % 10 === 0) throw new Error('rolled back');
        });
      const outcomes = await Promise.allSettled(Array.from({ length: 100 }, (_, n) => write(n % 2 ? world : other, n)));
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
      const verdict = await log().verify();
      expect(verdict).toEqual({
        entries: 6 + 180,
        head: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        broken: [],
      });
      expect(await other.get(AuditLog).verify(verdict.head)).toEqual(verdict);
      expect(await world.database.prisma.auditEntry.count()).toBe(186);
    } finally {
      await other.close();
    }
  });

  it('lets nobody wait for a transaction that has written an entry and goes on', async () => {
    await world.database.transaction(async (tx) => {
      await log().record(tx, { actor: 'cli', action: 'test.long', details: {} });
      await record(7);
      expect((await log().verify()).broken).toEqual([]);
    });
    const order = await ask<{ action: string }>(
      world.url,
      'select e.action from audit_link l join audit_entry e on e.id = l.entry_id order by l.position desc limit 2',
    );
    expect(order.map(({ action }) => action)).toEqual(['test.long', 'test.happened']);
    expect(await log().verify()).toMatchObject({ entries: 8, broken: [] });
  });

  it('keeps its heads: one of earlier is still found after more was written', async () => {
    const { head } = await log().verify();
    await record(7);
    const later = await log().verify(head);
    expect(later).toMatchObject({ entries: 7, broken: [] });
    expect(later.head).not.toBe(head);
  });

  it('is refused to every statement that would change it', async () => {
    const link = `insert into audit_link select max(position) + 1, 99, sha256('x') from audit_link`;
    for (const statement of [
      `update audit_link set hash = sha256('x')`,
      'delete from audit_link',
      'truncate audit_link',
      link,
    ])
      await expect(ask(world.url, statement)).rejects.toMatchObject({ code: '23000' });
    for (const statement of [`update audit_entry set actor = 'x'`, 'delete from audit_entry', 'truncate audit_entry'])
      await expect(ask(world.url, statement)).rejects.toMatchObject({ code: '23000' });
    expect(await log().verify()).toMatchObject({ entries: 6, broken: [] });
  });

  it('never forks: a transaction that looks at an older state of the log fails instead', async () => {
    const write = world.database.prisma.$transaction(
      async (tx) => {
        await tx.auditEntry.count();
        await record(7);
        await log().record(tx, { actor: 'cli', action: 'test.late', details: {} });
      },
      { isolationLevel: 'RepeatableRead' },
    );
    await expect(write).rejects.toThrow();
    expect(await log().verify()).toMatchObject({ entries: 7, broken: [] });
  });

  describe('with the triggers switched off', () => {
    const changed = 'it or its hash was changed, or it was moved';
    const slippedIn = 'it was inserted, or its link was removed';
    let ids: string[];
    const id = (n: number) => ids[n - 1] ?? '';
    beforeEach(async () => {
      ids = await chained();
    });

    it.each([
      ['actor', `actor = 'staff:other'`],
      ['action', `action = 'test.other'`],
      ['time', `at = at + interval '1 millisecond'`],
      ['time, in another era', `at = '0001-01-01 BC'`],
      ['time without end', `at = 'infinity'`],
      ['details', `details = '{"n": 3}'`],
    ])('finds an entry with another %s', async (_, change) => {
      await tamper(`update audit_entry set ${change} where id = ${id(3)}`);
      expect((await log().verify()).broken).toEqual([{ id: id(3), reason: changed }]);
    });

    it('finds a changed hash, there and nowhere else', async () => {
      await tamper(`update audit_link set hash = sha256('x') where entry_id = ${id(3)}`);
      expect((await log().verify()).broken).toEqual([{ id: id(3), reason: changed }]);
    });

    it('finds an entry that was changed and rehashed: the next one does not follow from it', async () => {
      await tamper(
        `update audit_entry set actor = 'x' where id = ${id(3)}`,
        `update audit_link l set hash = sha256(p.hash || convert_to(
           jsonb_build_array(l.position, e.id, extract(epoch from e.at), e.actor, e.action, e.details)::text, 'UTF8'))
         from audit_link p, audit_entry e where l.entry_id = ${id(3)} and e.id = l.entry_id and p.position = l.position - 1`,
      );
      expect((await log().verify()).broken).toEqual([{ id: id(4), reason: changed }]);
    });

    it('finds a deleted entry, with its link and without', async () => {
      await tamper(`delete from audit_entry where id = ${id(2)}`);
      expect((await log().verify()).broken).toEqual([{ id: id(2), reason: 'it was deleted' }]);
      await tamper(`delete from audit_link where entry_id = ${id(2)}`);
      expect((await log().verify()).broken).toEqual([{ id: id(3), reason: 'the links before it are missing' }]);
    });

    it('finds an entry without a link', async () => {
      await tamper(`delete from audit_link where entry_id = ${id(6)}`);
      expect((await log().verify()).broken).toEqual([{ id: id(6), reason: slippedIn }]);
    });

    it.each(['1000', '-5', '-9223372036854775808'])('finds an inserted entry with the id %s', async (forged) => {
      await tamper(
        `insert into audit_entry select ${forged}, at, 'x', action, details from audit_entry where id = ${id(3)}`,
      );
      expect((await log().verify()).broken).toEqual([{ id: forged, reason: slippedIn }]);
    });

    it('finds an entry that was inserted in the middle, with the others moved on and with a link before the first', async () => {
      await tamper(
        `insert into audit_entry select 1000, at, 'x', action, details from audit_entry where id = ${id(3)}`,
        `update audit_link set position = -position where position > 2`,
        `update audit_link set position = 1 - position where position < 0`,
        `insert into audit_link values (3, 1000, sha256('x'))`,
      );
      expect((await log().verify()).broken.map((one) => one.id)).toEqual(['1000', id(3), id(4), id(5), id(6)]);
      await tamper(`update audit_link set position = 0 where entry_id = 1000`);
      expect((await log().verify()).broken[0]).toEqual({ id: '1000', reason: 'the links before it are missing' });
    });

    it('finds two entries that were swapped', async () => {
      await tamper(
        `update audit_entry set id = 0 where id = ${id(2)}`,
        `update audit_entry set id = ${id(2)} where id = ${id(4)}`,
        `update audit_entry set id = ${id(4)} where id = 0`,
      );
      expect((await log().verify()).broken.map((one) => one.id)).toEqual([id(2), id(4)]);
    });

    it('finds swapped links', async () => {
      await tamper(
        `update audit_link set position = 0 where position = 2`,
        `update audit_link set position = 2 where position = 4`,
        `update audit_link set position = 4 where position = 0`,
      );
      expect((await log().verify()).broken.map((one) => one.id)).toEqual(expect.arrayContaining([id(2), id(4)]));
    });

    it('finds an end that was cut off, by a head that was kept elsewhere', async () => {
      const { head } = await log().verify();
      await tamper(
        `delete from audit_entry where id in (${id(5)}, ${id(6)})`,
        `delete from audit_link where position > 4`,
      );
      expect((await log().verify()).broken).toEqual([]);
      expect((await log().verify(head)).broken).toEqual([
        { id: id(4), reason: expect.stringContaining('truncated') as string },
      ]);
      await record(7);
      expect((await log().verify(head)).broken).toHaveLength(1);
    });

    it('says so on the command line, with exit code 3', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'demarche audit '));
      const { head } = await log().verify();
      const line = new CommandLine({ DATABASE_URL: world.url, DATA_DIR: folder });
      const run = async (...args: string[]): Promise<[code: number, said: string, complained: string]> => {
        const { code, said, complained } = await line.run(['audit:verify', ...args]);
        return [code, said, complained];
      };
      try {
        expect(await run('--expect-head', head.toUpperCase())).toEqual([
          0,
          `Entries: 6\nHead: ${head}\nThe audit log is intact.`,
          '',
        ]);
        expect(await run('--expect-head', 'abc')).toEqual([2, '', expect.stringContaining('64 hexadecimal digits')]);
        await tamper(`update audit_entry set actor = 'x' where id = ${id(3)}`);
        expect(await run()).toEqual([
          3,
          `Entries: 6\nHead: ${head}`,
          expect.stringContaining(`Broken at entry ${id(3)}: ${changed}`),
        ]);
      } finally {
        line.close();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });

  it('is read in pages, and is intact across pages', async () => {
    await ask(
      world.url,
      `insert into audit_entry (at, actor, action, details) select now(), 'system', 'test.many', '{}' from generate_series(1, 2494)`,
    );
    expect(await log().verify()).toMatchObject({ entries: 2500, broken: [] });
    await tamper(`delete from audit_entry where id = (select entry_id from audit_link where position = 2000)`);
    expect((await log().verify()).broken).toEqual([{ id: (await chained())[1999], reason: 'it was deleted' }]);
  });

  it('takes in what an older database had written, in the order of the ids', async () => {
    const older = await createEmptyDatabase();
    try {
      const folder = join(prismaFolder(), 'migrations');
      const names = readdirSync(folder)
        .filter((name) => /^\d/.test(name) && name <= '20261124120000_audit_chain')
        .sort();
      const sql = names.map((name) => readFileSync(join(folder, name, 'migration.sql'), 'utf8'));
      for (const text of sql.slice(0, -1)) await ask(older.url, text);
      await ask(
        older.url,
        `insert into audit_entry (id, at, actor, action, details) values (3, now(), 'b', 'c', '{"z": 1, "a": 1.50}'), (1, now(), 'a', 'b', '{}')`,
      );
      await ask(older.url, sql.at(-1) ?? '');
      await ask(
        older.url,
        `insert into audit_entry (id, at, actor, action, details) values (2, now(), 'd', 'e', '{}')`,
      );
      expect(
        (await ask(older.url, 'select entry_id as id from audit_link order by position')).map(({ id }) => String(id)),
      ).toEqual(['1', '3', '2']);
      const reader = await world.beside({}, older.url, null);
      try {
        expect(await reader.get(AuditLog).verify()).toMatchObject({ entries: 3, broken: [] });
      } finally {
        await reader.close();
      }
    } finally {
      await older.drop();
    }
  });
});
