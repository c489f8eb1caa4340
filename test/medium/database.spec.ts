import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';

const root = new URL('../../', import.meta.url);
const migrations = readdirSync(fileURLToPath(new URL('prisma/migrations/', root)), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

describe('the append-only tables', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await ask(
      database.url,
      `insert into audit_entry (at, actor, action, details) values (now(), 'system', 'test', '{}')`,
    );
    await ask(
      database.url,
      `insert into consent_wording (purpose, wording, locale, text, created_at) values ('p', '1', 'en', 'As shown.', now())`,
    );
  });
  afterAll(() => database.drop());

  it.each([
    [`update audit_entry set actor = 'nobody'`],
    [`delete from audit_entry`],
    [`truncate audit_entry`],
    [`update consent_wording set text = 'Something else.'`],
    [`delete from consent_wording`],
    [`truncate consent_wording`],
  ])('refuse: %s', async (statement) => {
    await expect(ask(database.url, statement)).rejects.toMatchObject({ code: '23000' });
    expect(
      await ask(database.url, 'select actor from audit_entry union all select text from consent_wording order by 1'),
    ).toEqual([{ actor: 'As shown.' }, { actor: 'system' }]);
  });
});

describe('the rules of the tables', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await ask(
      database.url,
      `insert into campaign values (gen_random_uuid(), 'c', '{}', 4, 4, '{}', 'UTC');
       insert into petition (id, slug, campaign_id, opens_at, sources, consents, created_at)
         select gen_random_uuid(), 'p', id, now(), '[]', '[]', now() from campaign;
       insert into supporter (id, email_key, locale, created_at, mail_day, mail_count)
         select gen_random_uuid(), decode(n, 'hex'), 'en', now(), now(), 0 from unnest(array['aa', 'bb']) n;`,
    );
  });
  afterAll(() => database.drop());

  const insert = (key: string, columns: Record<string, string>) => {
    const named = {
      status: `'pending'`,
      confirmed_at: 'null',
      number: 'null',
      shadow_rule: 'null',
      shadow_inputs: 'null',
      shadowed_at: 'null',
      ...columns,
    };
    return ask(
      database.url,
      `insert into signature (id, petition_id, supporter_id, given_name, family_name, country, locale, show_name, signed_at, ${Object.keys(named).join(', ')})
       select gen_random_uuid(), p.id, s.id, 'A', 'B', 'GB', 'en', false, now(), ${Object.values(named).join(', ')}
       from petition p, supporter s where s.email_key = '\\x${key}'`,
    );
  };

  it.each([
    ['a status nobody knows', { status: `'doubtful'` }],
    ['a confirmed signature without its time', { status: `'confirmed'` }],
    ['a waiting signature with a time of confirmation', { confirmed_at: 'now()' }],
    ['a shadowed signature without its inputs', { shadow_rule: `'honeypot'`, shadowed_at: 'now()' }],
    ['a shadowed signature without its time', { shadow_rule: `'honeypot'`, shadow_inputs: `'{}'` }],
  ])('refuse %s', async (_, columns) => {
    await expect(insert('aa', columns)).rejects.toMatchObject({ code: '23514' });
  });

  it('refuse a second signature of a person and a second use of a number', async () => {
    await insert('aa', { status: `'confirmed'`, confirmed_at: 'now()', number: '1' });
    await expect(insert('aa', {})).rejects.toMatchObject({ code: '23505' });
    await expect(insert('bb', { status: `'confirmed'`, confirmed_at: 'now()', number: '1' })).rejects.toMatchObject({
      code: '23505',
    });
  });
});

describe('migrating', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche migrate '));
  const script = join(folder, 'migrate.mjs');
  writeFileSync(
    script,
    `const { migrate } = await import(${JSON.stringify(new URL('dist/platform/database/migrate.js', root).href)});
     process.once('message', async (url) => {
       try { process.send({ applied: await migrate(url) }); } catch (error) { process.send({ failed: String(error) }); }
       process.exit();
     });`,
  );
  const children: ChildProcess[] = [];
  afterAll(() => rmSync(folder, { recursive: true }));

  const migrateInProcess = async (url: string): Promise<{ applied?: string[]; failed?: string }> => {
    const child = fork(script, { execArgv: [] });
    children.push(child);
    child.send(url);
    const [answer] = (await once(child, 'message')) as [{ applied?: string[]; failed?: string }];
    return answer;
  };

  it('works once when several processes start at the same moment on an empty database', async () => {
    const database = await createEmptyDatabase();
    const answers = await Promise.all([1, 2, 3].map(() => migrateInProcess(database.url)));
    expect(answers.map((answer) => answer.failed)).toEqual([undefined, undefined, undefined]);
    expect(answers.map((answer) => answer.applied ?? []).sort((a, b) => a.length - b.length)).toEqual([
      [],
      [],
      migrations,
    ]);
    const applied = await ask<{ migration_name: string }>(
      database.url,
      'select migration_name from _prisma_migrations where finished_at is not null order by 1',
    );
    expect(applied.map((row) => row.migration_name)).toEqual(migrations);
    expect(await migrateInProcess(database.url)).toEqual({ applied: [] });
    await database.drop();
  });

  it('keeps what is stored when it runs again', async () => {
    const database = await createTestDatabase();
    await ask(database.url, `insert into mail_suppression values ('\\x00', 'hard_bounce', 'test', now())`);
    expect(await migrateInProcess(database.url)).toEqual({ applied: [] });
    expect(await ask(database.url, 'select rule from mail_suppression')).toEqual([{ rule: 'test' }]);
    await database.drop();
  });
});
