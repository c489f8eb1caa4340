import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';

const supporters = '/admin/petitions/reconsider/supporters';

describe('lists of the staff', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-'));
  let database: TestDatabase;
  let server: Server;
  let client: pg.Client;
  let owner: StaffVisitor;
  let campaigner: StaffVisitor;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
    campaigner = await owner.invites('campaigner');
    for (const [n, family] of ['Byron', 'Lovelace'].entries())
      await fetch(`${server.url}/api/v1/petitions/reconsider/signatures`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ givenName: 'Ada', familyName: family, email: `s${n}@example.org`, country: 'FR' }),
      });
    await client.query(`update signature set given_name = '=1+1'`);
  });
  afterAll(async () => {
    await client.end();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const exported = async () =>
    (
      await client.query<{ details: unknown }>(
        `select details from audit_entry where action = 'list.exported' order by id`,
      )
    ).rows;

  it('are taken away as they are seen: filters, order and columns, on record, with nothing a spreadsheet would run', async () => {
    const { status, headers, text } = await owner.looksAt(
      `${supporters}?status=pending&sort=signed&columns=name,country&as=csv`,
    );
    expect([status, headers.get('content-disposition')]).toEqual([200, 'attachment; filename="supporters.csv"']);
    expect(text.replace('\ufeff', '').trim().split('\r\n')).toEqual([
      'Name,Country',
      "'=1+1 Byron,FR",
      "'=1+1 Lovelace,FR",
    ]);
    expect(await exported()).toEqual([
      {
        details: {
          list: supporters,
          filter: { status: 'pending' },
          columns: ['name', 'country', 'change'],
          rows: 2,
        },
      },
    ]);
  });

  it('are no way round the exports: a file needs the permission for it', async () => {
    expect((await campaigner.looksAt(`${supporters}?status=pending`)).text).not.toContain('as=csv');
    expect((await campaigner.looksAt(`${supporters}?status=pending&as=csv`)).status).toBe(403);
    expect((await owner.looksAt(`${supporters}?status=odd&as=csv`)).status).toBe(422);
    expect(await exported()).toHaveLength(1);
  });

  it.each([
    ['sort=price', 'Is not something this list is sorted by.'],
    ['columns=price', 'Names a column this list does not have.'],
    ['status=odd', 'Is not offered here.'],
    ['after=1', 'Is not a page of this list.'],
    ['sort=confirmed&status=all', 'By confirmation is for confirmed signatures only.'],
  ])('say what of %s they do not know', async (query, sentence) => {
    const { status, text } = await owner.looksAt(`${supporters}?${query}`);
    expect([status, text.includes(sentence)]).toEqual([422, true]);
  });

  it('keep a search for a person out of every address', async () => {
    const { status, text } = await owner.sends(`${supporters}/search`, {
      q: 'Lovelace',
      status: 'pending',
      columns: ['name', 'email'],
    });
    expect([status, text.includes('s1@example.org'), text.includes('s0@example.org')]).toEqual([200, true, false]);
    expect(text).not.toMatch(/href="[^"]*Lovelace/);
    expect(text).not.toMatch(/<th [^>]*>Country/);
  });

  it('of the audit log are filtered by person, act and day', async () => {
    const log = async (query: string) => {
      const { text } = await owner.looksAt(`/admin/audit?${query}`);
      return [...text.matchAll(/data-label="What">([^<]*)/g)].map(([, what]) => what);
    };
    expect(new Set(await log('action=list.exported'))).toEqual(new Set(['list.exported']));
    expect(await log('since=2999-01-01')).toEqual([]);
    expect((await log('sort=time')).reverse().slice(0, 3)).toEqual((await log('')).slice(0, 3));
    const [, actor = ''] =
      /<option value="(staff:[^"]+)">campaigner/.exec((await owner.looksAt('/admin/audit')).text) ?? [];
    expect(await log(`actor=${encodeURIComponent(actor)}&action=supporters.read`)).toHaveLength(1);
  });
});
