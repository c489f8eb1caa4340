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

  it('of supporters take a consent with its recipient, and say which are none', async () => {
    const asked = async (consent: string) => (await owner.looksAt(`${supporters}?consent=${consent}`)).status;
    expect([await asked('government/DE'), await asked('no%20purpose')]).toEqual([200, 422]);
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

  it('act on several rows after showing what will happen, each with its own checks', async () => {
    await client.query(
      `update signature set shadow_rule = 'honeypot', shadow_inputs = '{}', shadowed_at = now() where family_name = 'Byron'`,
    );
    const { text } = await owner.looksAt(`${supporters}?status=shadowed`);
    const [, id = ''] = /name="ids" value="([^"]+)" form="bulk"/.exec(text) ?? [];
    const gone = '0190aaaa-0000-7000-8000-000000000000';
    const preview = await owner.sends(`${supporters}/restore`, { ids: [id, gone] });
    expect([preview.status, preview.text.includes('2 signatures will no longer be kept out')]).toEqual([200, true]);
    expect((await owner.looksAt(`${supporters}?status=shadowed`)).text).toContain(id);
    const done = await owner.sends(`${supporters}/restore`, { ids: `${id},${gone}`, sure: 'yes' });
    expect(done.text).toContain('Restored: 1 signature.');
    expect(done.text).toContain('Left as they were (1)');
    expect((await owner.looksAt(`${supporters}?status=shadowed`)).text).not.toContain(id);
    expect((await owner.sends(`${supporters}/restore`)).status).toBe(422);
    const viewer = await owner.invites('viewer');
    expect((await viewer.sends(`${supporters}/restore`, { ids: id, sure: 'yes' })).status).toBe(403);
  });

  it('verify addresses one by one, never the own ones', async () => {
    const enters = (person: StaffVisitor, address: string) =>
      person.sends('/admin/ministries/NO/channels', { kind: 'email', address, source: 'Its site', confidence: 'high' });
    await enters(owner, 'own@mfa-no.example');
    await enters(campaigner, 'other@mfa-no.example');
    const { rows } = await client.query<{ id: string }>(
      `select id from ministry_channel where iso = 'NO' and address like '%@mfa-no.example'`,
    );
    const ids = rows.map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect((await owner.sends('/admin/ministries/waiting/verify', { ids })).text).toContain('Verify 2 addresses');
    const { text } = await owner.sends('/admin/ministries/waiting/verify', { ids, sure: 'yes' });
    expect([text.includes('Verified: 1 address.'), text.includes('Left as they were (1)')]).toEqual([true, true]);
    const verified = await client.query<{ address: string }>(
      'select address from ministry_channel where verified_by is not null and id = any($1)',
      [ids],
    );
    expect(verified.rows).toEqual([{ address: 'other@mfa-no.example' }]);
  });

  it('lead to pages that say in numbers what ends, and ask for its name', async () => {
    await owner.sends('/admin/tokens', { name: 'Newsletter', scopes: 'letters:read' });
    const { rows } = await client.query<{ id: string }>(`select id from api_token where name = 'Newsletter'`);
    const revoke = `/admin/tokens/${rows[0]?.id ?? ''}/revoke`;
    expect((await owner.looksAt(revoke)).text).toContain('Programs that use it are refused at once (1 scope');
    const unsure = await owner.sends(revoke, { confirm: 'something' });
    expect([unsure.status, unsure.text.includes('id="confirm-fault"')]).toEqual([422, true]);
    expect((await owner.sends(revoke, { confirm: 'newsletter' })).status).toBe(303);
    const people = await client.query<{ id: string }>(`select id from staff where email = 'campaigner@example.org'`);
    const disable = `/admin/staff/${people.rows[0]?.id ?? ''}/disable`;
    expect((await owner.looksAt(disable)).text).toMatch(/1 session and 0 API tokens end at once/);
    expect((await owner.sends(disable, { confirm: 'campaigner' })).status).toBe(422);
    expect((await owner.sends(disable, { confirm: 'campaigner@example.org' })).status).toBe(303);
    expect((await campaigner.looksAt('/admin')).status).toBe(303);
  });
});
