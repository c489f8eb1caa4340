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
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, EXPORT_APPROVAL: 'full' });
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

  it('a webhook is removed by the name of its host, after its page says what ends', async () => {
    const fields = { url: 'https://receiver.example.org/in', description: 'A receiver', types: 'signature.confirmed' };
    await owner.sends('/admin/webhooks', fields);
    const { rows } = await client.query<{ id: string }>('select id from webhook_endpoint');
    const remove = `/admin/webhooks/${rows[0]?.id ?? ''}/remove`;
    expect((await owner.looksAt(remove)).text).toContain('0 waiting messages will never arrive');
    const unsure = await owner.sends(remove, { confirm: 'A receiver' });
    expect([unsure.status, unsure.text.includes('id="confirm-fault"')]).toEqual([422, true]);
    expect((await owner.sends(remove, { confirm: 'receiver.example.org' })).location).toBe('/admin/webhooks');
    expect((await client.query('select from webhook_endpoint')).rowCount).toBe(0);
  });

  it('of the letters of a mailing are filtered and taken away, and cancelling it says in numbers what does not go out', async () => {
    const fields = { name: 'A trial', onDay: '2027-03-10', localTime: '09:30', rule: 'previous', channel: 'post' };
    const { location } = await owner.sends('/admin/runs', { ...fields, recipients: 'NO, SE' });
    await owner.sends(`${location}/plan`);
    const all = await owner.looksAt(`${location}?as=csv&columns=state,status`);
    expect(all.text.replace('\ufeff', '').split('\r\n').slice(0, 3)).toEqual([
      'State,Status',
      'Norway,held',
      'Sweden,held',
    ]);
    const sorted = await owner.looksAt(`${location}?sort=-state&status=held`);
    expect([sorted.status, sorted.text.indexOf('>Sweden<') < sorted.text.indexOf('>Norway<')]).toEqual([200, true]);
    expect((await owner.looksAt(`${location}?status=posted`)).text).not.toContain('>Norway<');
    expect((await owner.looksAt(`${location}?status=odd`)).status).toBe(422);
    expect(sorted.text).toContain('2 letters will not be sent; 0 already went out. This cannot be undone.');
    const unsure = await owner.sends(`${location}/cancel`, { confirm_cancel: '2' });
    expect([unsure.status, unsure.text.includes('id="confirm_cancel-fault"')]).toEqual([422, true]);
    expect((await owner.sends(`${location}/cancel`, { confirm_cancel: 'a trial' })).status).toBe(303);
    expect((await owner.looksAt(location ?? '')).text).toContain('<strong>cancelled</strong>');
  });

  it('of fraud rules and exports to approve are lists like the others', async () => {
    const fraud = '/admin/petitions/reconsider/fraud';
    const drafts = (value: string) => owner.sends(fraud, { kind: 'mail_domain', value, note: `Because of ${value}` });
    for (const value of ['b.example', 'a.example']) expect((await drafts(value)).status).toBe(303);
    const { text } = await owner.looksAt(`${fraud}?sort=what&columns=what,status&as=csv`);
    expect([...text.matchAll(/(\w).example,draft/g)].map(([, letter]) => letter)).toEqual(['a', 'b']);
    expect((await owner.looksAt(`${fraud}?status=applied`)).text).not.toContain('<code>a.example');
    await owner.sends('/admin/petitions/reconsider/exports', {
      preset: 'full',
      reason: 'An audit of the whole list',
      columns: 'email',
      format: 'csv',
    });
    const approvals = await owner.looksAt('/admin/exports/approvals?sort=-rows');
    expect([approvals.status, approvals.text.includes('An audit of the whole list')]).toEqual([200, true]);
    expect((await owner.looksAt('/admin/exports/approvals?columns=price')).status).toBe(422);
  });

  it('of letters by supporters go on from page to page, and several decisions are undone at once', async () => {
    const queue = '/admin/supporter-letters';
    await client.query(
      `insert into supporter (id, email_key, email, locale, created_at, mail_day, mail_count)
       select gen_random_uuid(), sha256(n::text::bytea), 'w' || n || '@example.org', 'en', now(), now(), 0 from generate_series(1, 60) n`,
    );
    await client.query(
      `insert into personal_letter (id, campaign_id, petition_id, supporter_id, iso, status, name, country, locale, text, written_at, confirmed_at, fingerprint, group_id)
       select s.id, p.campaign_id, p.id, s.id, 'NO', 'waiting', 'Writer', 'NO', 'en', 'Letter ' || s.email, now(), now(), s.email, s.id
       from supporter s, petition p where p.slug = 'reconsider' and s.email like 'w%@example.org'`,
    );
    const read: string[] = [];
    for (let at: string | undefined = queue; at !== undefined;) {
      const { text } = await owner.looksAt(at);
      read.push(...[...text.matchAll(/Letter w\d+@example.org/g)].map(([letter]) => letter));
      at = /<a rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect([new Set(read).size, read.length]).toEqual([60, 60]);
    const { rows } = await client.query<{ id: string }>(`select id from personal_letter order by id limit 2`);
    const ids = rows.map(({ id }) => id);
    const statuses = async () =>
      (await client.query<{ status: string }>(`select status from personal_letter where id = any($1)`, [ids])).rows.map(
        ({ status }) => status,
      );
    const done = await owner.sends(`${queue}/several`, { ids, action: 'accept', status: 'waiting', sure: 'yes' });
    expect([await statuses(), done.text.includes('Undo: 2 letters')]).toEqual([['accepted', 'accepted'], true]);
    const [, form = ''] = /<form[^>]+action="\/admin\/supporter-letters"[^>]*>([\s\S]*?)<\/form>/.exec(done.text) ?? [];
    const undo = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    const sent = Object.fromEntries(undo.filter(([name]) => !['_csrf', 'ids'].includes(name)));
    await owner.sends(queue, { ...sent, ids: undo.filter(([name]) => name === 'ids').map(([, value]) => value) });
    expect(await statuses()).toEqual(['waiting', 'waiting']);
  });
});
