import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { may, roleNames, type Role } from '../../src/access/roles.js';
import {
  entityKinds,
  namedIn,
  parametersIn,
  type EntityKind,
} from '../../src/campaign-access/route-entities.values.js';
import { markedData, markedFile, type Ids } from '../support/marked-campaign.js';
import { seed } from '../support/seed.js';
import { startServer, type Server } from '../support/server.js';
import { allRoutes, closedAmong, type StaffRoute } from '../support/staff-routes.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { postForm } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

const early = await createTestDatabase();
const { routes: all } = await allRoutes(early.url);
await early.drop();

const password = 'a long password for tests';
/** Words that are in nothing but their own campaign. */
const markers = { one: 'Zebrafishy', two: 'Okapimilk' } as const;
type Which = keyof typeof markers;
const both: readonly Which[] = ['one', 'two'];

interface Person {
  role: Role;
  /** Empty: all */
  limits: readonly Which[];
  cookie: string;
  csrf: string;
}

const routes = closedAmong(all).filter(({ path }) => !path.endsWith('/sign-out') && !path.startsWith('/admin/account'));
const isEntity = (named: string | undefined): named is EntityKind => entityKinds.some((kind) => kind === named);
/** Parameters of a route that belong to a campaign. */
const entitiesOf = ({ pattern }: StaffRoute): EntityKind[] =>
  parametersIn(pattern).flatMap((name) => {
    const named = namedIn(pattern)?.[name];
    return isEntity(named) ? [named] : [];
  });

describe('between two campaigns', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-walls-'));
  let database: TestDatabase;
  let server: Server;
  let owner: Person;
  const ids = {} as Record<Which, Ids>;

  beforeAll(async () => {
    database = await createTestDatabase();
    const settings = {
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      LOG_LEVEL: 'error',
      CAMPAIGN_FILE: 'none',
      ROLE: 'web',
    };
    server = await startServer({ ...settings, EXPORT_APPROVAL: 'off' });
    owner = await joins(server.setupLink, 'owner@example.org', 'owner', []);
    for (const which of both) {
      const body = new FormData();
      body.set('_csrf', owner.csrf);
      body.set('file', new Blob([markedFile(which, markers[which])]), 'a.json');
      const url = `${server.url}/admin/campaigns/import`;
      const answer = await fetch(url, { method: 'POST', body, headers: { cookie: owner.cookie }, redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/admin/campaigns/${which}`]);
      ids[which] = await markedData(database.url, which, markers[which]);
    }
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function joins(link: string, email: string, role: Role, limits: readonly Which[]): Promise<Person> {
    await (await postForm(link, { name: `The ${role}`, email, password })).text();
    const answer = await postForm(`${server.url}/admin/sign-in`, { email, password });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(`${server.url}/admin/account`, { headers: { cookie, accept: 'text/html' } });
    return { role, limits, cookie, csrf: /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '' };
  }

  async function invited(role: Role, limits: readonly Which[]): Promise<Person> {
    const email = `${randomBytes(6).toString('hex')}@example.org`;
    const fields = { _csrf: owner.csrf, email, role, campaigns: [...limits] };
    const answer = await postForm(`${server.url}/admin/staff`, fields, { cookie: owner.cookie });
    return joins(/<code>([^<]+)<\/code>/.exec(await answer.text())?.[1] ?? '', email, role, limits);
  }

  /** The route with what it names taken from one campaign. */
  function pathFor({ pattern }: StaffRoute, which: Which): string {
    return parametersIn(pattern).reduce((path, name) => {
      const named = namedIn(pattern)?.[name];
      const words: Record<string, string> = { iso: 'NO', key: 'C12', step: 'close', place: '0', action: 'pause' };
      const value = isEntity(named) ? ids[which][named] : (words[name] ?? randomUUID());
      return path.replace(`:${name}`, value);
    }, pattern);
  }

  async function send(route: StaffRoute, path: string, person: Person, fields: Record<string, string> = {}) {
    const headers = { cookie: person.cookie, accept: 'application/json' };
    const body = route.method === 'GET' ? null : new URLSearchParams({ _csrf: person.csrf, ...fields });
    const answer = await fetch(server.url + path, { method: route.method, headers, body, redirect: 'manual' });
    return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()).toString('latin1') };
  }

  const sees = ({ limits }: Person, which: Which): boolean => limits.length === 0 || limits.includes(which);
  const granted = ({ role }: Person, { permission, scope }: StaffRoute): boolean => {
    const needed = permission ?? scope;
    return needed === undefined || may(role, needed);
  };

  /** Everything of a campaign, as a checksum. */
  async function stateOf(which: Which): Promise<string> {
    const tables = [
      'petition',
      'milestone',
      'campaign_text',
      'demand',
      'letter_template',
      'letter_run',
      'personal_letter',
    ];
    const parts = await Promise.all([
      ...tables.map((table) =>
        ask(
          database.url,
          `select t.* from ${table} t where campaign_id = (select id from campaign where slug = $1) order by id`,
          [which],
        ),
      ),
      ask(
        database.url,
        `select c.*, p.facts from campaign c left join campaign_profile p on p.campaign_id = c.id where slug = $1`,
        [which],
      ),
      ask(database.url, `select * from webhook_endpoint where id = $1`, [ids[which].webhook]),
      ask(database.url, `select * from api_token where id = $1`, [ids[which].apiToken]),
      ...['signature', 'export', 'signature_import', 'fraud_rule', 'inbound_mail', 'state_answer', 'letter'].map(
        (table) => {
          const kind = table.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as EntityKind;
          return ask(database.url, `select * from ${table} where id = $1`, [ids[which][kind]]);
        },
      ),
      ask(database.url, `select count(*) from silence_decision where letter_id = $1`, [ids[which].letter]),
      ask(database.url, `select count(*) from letter_correction where letter_id = $1`, [ids[which].letter]),
      ask(database.url, `select count(*) from answer_coding where answer_id = $1`, [ids[which].stateAnswer]),
    ]);
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  /** Roles and limits drawn at random, and those that may do the most. */
  const drawn = fc.sample(
    fc.record({
      role: fc.constantFrom(...roleNames),
      limits: fc.constantFrom<Which[][]>(['one'], ['two'], ['one', 'two']),
    }),
    { seed, numRuns: 5 },
  );
  const people: { role: Role; limits: Which[] }[] = [
    { role: 'owner', limits: ['one'] },
    { role: 'campaigner', limits: ['two'] },
    { role: 'data_protection', limits: ['one'] },
    ...drawn,
  ];

  it.each(people)(
    '$role for $limits sees nothing of the other on any page, whatever id is in its address',
    async ({ role, limits }) => {
      const person = await invited(role, limits);
      const before = { one: await stateOf('one'), two: await stateOf('two') };
      const found: string[] = [];
      for (const route of routes)
        for (const which of both) {
          const entities = entitiesOf(route);
          if (entities.length === 0 && which === 'two') continue;
          // What belongs to one's own campaign is changed by nobody here.
          if (route.method !== 'GET' && (entities.length === 0 || sees(person, which))) continue;
          const path = pathFor(route, which);
          const { status, body } = await send(route, path, person);
          const line = `${route.method} ${path} ${status}`;
          for (const other of both)
            if (!sees(person, other) && body.includes(markers[other])) found.push(`${line} shows ${other}`);
          if (
            entities.length > 0 &&
            !sees(person, which) &&
            status !== 404 &&
            !(status === 401 && route.forPrograms) &&
            !(status === 403 && !granted(person, route))
          )
            found.push(`${line} is not 404`);
          if (
            route.method === 'GET' &&
            sees(person, which) &&
            granted(person, route) &&
            ![200, 303, 409, 413, 422].includes(status)
          ) {
            // A stream of events is given only to those who ask for one.
            const stream = status === 406 && route.pattern.endsWith('/stream');
            const closed = stream || (status === 403 && body.includes('auth.all_campaigns'));
            // A program's route, or a second number in the address that belongs to nothing.
            const other =
              route.forPrograms ||
              /:id|:delivery|:inner|:place|\/edit$|\.json$|\/file$|message\.eml|letter\.pdf|digests/.test(
                route.pattern,
              );
            if (!closed && !other) found.push(`${line} is closed to its own`);
          }
        }
      expect(found).toEqual([]);
      for (const which of both) if (!sees(person, which)) expect(await stateOf(which)).toBe(before[which]);
    },
  );

  it('somebody for both sees each where it is, and not on the pages of the other', async () => {
    const person = await invited('campaigner', ['one', 'two']);
    for (const which of both) {
      const other = which === 'one' ? 'two' : 'one';
      const shows = (page: string, one: Which) => page.includes(markers[one]) || page.includes(`${one}-petition`);
      await send({ method: 'POST' } as StaffRoute, '/admin/campaigns/current', person, { slug: which });
      for (const path of [
        '/admin/petitions',
        '/admin/demands',
        '/admin/texts',
        '/admin/plan',
        '/admin/runs',
        '/admin/inbox',
        '/admin/exports',
        '/admin/supporter-letters',
      ]) {
        const { body } = await send({ method: 'GET' } as StaffRoute, path, person);
        const shown = body.replace(/<header.*?<\/header>/s, '');
        expect([path, shows(shown, which), shows(shown, other)]).toEqual([path, true, false]);
      }
    }
    // Opening something of a campaign switches to it.
    const { body } = await send({ method: 'GET' } as StaffRoute, '/admin/petitions/one-petition', person);
    expect(body).toContain('<option value="one" selected>');
    expect((await send({ method: 'GET' } as StaffRoute, '/admin/plan', person)).body).toContain(markers.one);
  });

  it('ids in the body of a form are of the campaign too', async () => {
    const person = await invited('owner', ['one']);
    const { two } = ids;
    const before = await stateOf('two');
    const later = { onDay: '2028-01-10' };
    const forms: [path: string, fields: Record<string, string>][] = [
      ['/admin/follow-ups/run', { letters: two.letter, ...later }],
      ['/admin/follow-ups/leave', { letters: two.letter, reason: 'No reason' }],
      ['/admin/corrections', { letters: two.letter, ...later }],
      ['/admin/supporter-letters', { ids: two.personalLetter, action: 'accept' }],
      ['/admin/petitions', { slug: 'a-theft', title: 'A theft', copyOf: two.petition }],
      ['/admin/texts', { slug: two.campaignText, title_en: 'Taken over', body_en: 'Taken over.' }],
      [
        '/admin/demands',
        {
          slug: `two-demand-draft`,
          revision: '1',
          addresseeKind: 'state',
          state: 'NO',
          acts: 'debate',
          title_en: 'Taken over',
        },
      ],
      [
        '/admin/answers/NO',
        { letterId: two.letter, receivedOn: '2026-03-01', medium: 'email', quote: 'Taken over', locale: 'en' },
      ],
      [
        '/admin/answers/NO',
        {
          inboundMailId: two.inboundMail,
          receivedOn: '2026-03-01',
          medium: 'email',
          quote: 'Taken over',
          locale: 'en',
        },
      ],
      [`/admin/inbox/${ids.one.inboundMail}/assign`, { reference: two.reference }],
      ['/admin/plan/milestones', { year: '2027', key: 'x', title: 'X', offsetDays: '1', _campaign: 'two' }],
      ['/admin/campaigns/current', { slug: 'two' }],
      ['/admin/settings', { revision: '0', organisation: 'Taken over', _campaign: 'two' }],
    ];
    const post = { method: 'POST' } as StaffRoute;
    for (const [path, fields] of forms) {
      const { status, body } = await send(post, path, person, fields);
      expect([path, [303, 200].includes(status) ? status : 'refused', body.includes(markers.two)]).toEqual([
        path,
        'refused',
        false,
      ]);
    }
    expect(await stateOf('two')).toBe(before);
    // The same forms are taken with what is one's own.
    const { one } = ids;
    const answered = { receivedOn: '2026-03-01', medium: 'email', quote: 'Thank you', locale: 'en' };
    const own: [path: string, fields: Record<string, string>][] = [
      ['/admin/supporter-letters', { ids: one.personalLetter, action: 'accept' }],
      ['/admin/petitions', { slug: 'a-copy', title: 'A copy', copyOf: one.petition }],
      ['/admin/texts', { slug: one.campaignText, title_en: 'Mine', body_en: 'Mine.' }],
      ['/admin/answers/NO', { letterId: one.letter, ...answered }],
      ['/admin/plan/milestones', { year: '2027', key: 'x', title: 'X', offsetDays: '1', _campaign: 'one' }],
    ];
    for (const [path, fields] of own)
      expect([path, (await send(post, path, person, fields)).status]).toEqual([path, 303]);
    const queries = [
      `/admin/demands/new?replaces=${two.demand}`,
      `/admin/templates?from=${two.letterTemplate}`,
      `/admin/templates/preview?draft=${two.letterTemplate}`,
      `/admin/answers/NO?mail=${two.inboundMail}`,
      `/admin/embed?petition=${two.petition}`,
    ];
    for (const path of queries) {
      const { body } = await send({ method: 'GET' } as StaffRoute, path, person);
      expect([path, body.includes(markers.two)]).toEqual([path, false]);
    }
  });

  it('tokens and webhooks of somebody for one campaign are of that campaign; those of another, and of all, do not exist for them', async () => {
    const person = await invited('owner', ['one']);
    const get = { method: 'GET' } as StaffRoute;
    const post = { method: 'POST' } as StaffRoute;
    const token = { name: 'Made by one', scopes: 'letters:read' };
    const webhook = { url: 'https://receiver.example.org/', description: 'Made by one', types: 'signature.confirmed' };
    for (const [path, fields] of [
      ['/admin/tokens', token],
      ['/admin/webhooks', webhook],
    ] as const) {
      const table = path === '/admin/tokens' ? 'api_token' : 'webhook_endpoint';
      expect((await send(post, path, person, { ...fields, campaign: 'two' })).status).toBe(404);
      expect((await send(post, path, person, fields)).status).toBe(200);
      const made = await ask<{ slug: string }>(
        database.url,
        `select c.slug from ${table} t left join campaign c on c.id = t.campaign_id where t.created_by like 'staff:%'`,
      );
      expect(made).toEqual([{ slug: 'one' }]);
      expect((await send(post, path, owner, fields)).status).toBe(200);
      const [{ id: ofAll } = { id: '' }] = await ask<{ id: string }>(
        database.url,
        `select id from ${table} where campaign_id is null`,
      );
      const page = (await send(get, path, person)).body;
      expect([page.includes(markers.one), page.includes(markers.two), page.includes(ofAll)]).toEqual([
        true,
        false,
        false,
      ]);
      const confirm = path === '/admin/tokens' ? 'revoke' : 'remove';
      const own = path === '/admin/tokens' ? ids.one.apiToken : ids.one.webhook;
      expect((await send(get, `${path}/${own}/${confirm}`, person)).status).toBe(200);
      expect((await send(get, `${path}/${ofAll}/${confirm}`, person)).status).toBe(404);
    }
    // What is not kept by campaign stays closed, and is not in the menu.
    const { body } = await send(get, '/admin', person);
    for (const path of ['/admin/audit', '/admin/data-requests', '/admin/suppressions', '/admin/staff']) {
      expect((await send(get, path, person)).status).toBe(403);
      expect(body).not.toContain(`href="${path}"`);
    }
  });

  /** The header of a new token for campaign `one`. */
  async function tokenForOne(): Promise<string> {
    const fields = {
      _csrf: owner.csrf,
      name: 'One',
      scopes: ['supporters:read', 'supporters:export', 'supporters:write', 'letters:read', 'letters:write'],
      campaign: 'one',
    };
    const page = await (await postForm(`${server.url}/admin/tokens`, fields, { cookie: owner.cookie })).text();
    return `Bearer ${/<code>(dmr_[\w-]+)<\/code>/.exec(page)?.[1] ?? ''}`;
  }

  it('a token for one campaign reads nothing of the other, and its own', async () => {
    const authorization = await tokenForOne();
    const found: string[] = [];
    for (const route of routes.filter(({ scope }) => scope !== undefined && scope !== 'ledger:write')) {
      const path = pathFor(route, 'two').replace(/\*.*/, '');
      const body = route.method === 'GET' ? null : '{}';
      const answer = await fetch(server.url + path, {
        method: route.method,
        body,
        headers: { authorization, 'content-type': 'application/json' },
      });
      const refused = [403, 404].includes(answer.status) || path.startsWith('/api/osdi/');
      if (!refused || (await answer.text()).includes(markers.two))
        found.push(`${route.method} ${path} ${answer.status}`);
    }
    expect(found).toEqual([]);
    const own = await fetch(`${server.url}/api/v1/petitions/one-petition/supporters?format=csv`, {
      headers: { authorization },
    });
    expect(await own.text()).toContain(markers.one);
  });

  it('a token for one campaign reads and writes through OSDI what is of that campaign, and nothing of a person that is not', async () => {
    const headers = { authorization: await tokenForOne(), 'content-type': 'application/json' };
    const asks = async (method: string, path: string, body?: unknown) => {
      const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
      const answer = await fetch(`${server.url}/api/osdi/v1/${path}`, init);
      return { status: answer.status, text: await answer.text() };
    };
    const { one, two } = ids;
    // The same person also signed in the other campaign, and a program of all campaigns knows them by another name.
    await ask(
      database.url,
      `insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, locale, comment, show_name, signed_at, confirmed_at, number)
       select $1, petition_id, $2, 'confirmed', $3, $3, 'SE', 'en', $3, true, now() + interval '1 hour', now() + interval '1 hour', 2 from signature where id = $4`,
      [randomUUID(), one.supporter, markers.two, two.signature],
    );
    await ask(
      database.url,
      `insert into contact (id, supporter_id, status, given_name, locale, created_at, modified_at, confirmed_at, entered_by)
       values ($1, $2, 'confirmed', $3, 'en', now(), now(), now(), 'token:other')`,
      [randomUUID(), one.supporter, markers.two],
    );
    const paths = (its: Ids): string[] => [
      `people/${its.supporter}`,
      `people/${its.supporter}/signatures`,
      `people/${its.supporter}/outreaches`,
      `people/${its.supporter}/items`,
      `signatures/${its.signature}`,
      `petitions/${its.petitionId}/signatures`,
      `outreaches/${its.personalLetter}`,
      `advocacy_campaigns/${its.campaignId}/outreaches`,
      `messages/${its.letterRun}`,
    ];
    for (const path of [
      ...paths(one),
      'people',
      'signatures',
      'outreaches',
      'messages',
      'lists',
      'lists/signature/items',
    ]) {
      const { status, text } = await asks('GET', path);
      expect([path, status, text.includes(markers.two), text.includes(two.supporter)]).toEqual([
        path,
        200,
        false,
        false,
      ]);
    }
    expect((await asks('GET', `people/${one.supporter}`)).text).toContain(markers.one);
    for (const path of paths(two)) expect([path, (await asks('GET', path)).status]).toEqual([path, 404]);
    const person = { email_addresses: [{ address: 'of-both@example.org' }] };
    const place = { postal_addresses: [{ country: 'NO' }] };
    const closed: [method: string, path: string, body?: unknown][] = [
      ['GET', 'tags'],
      ['GET', `people/${one.supporter}/taggings`],
      ['POST', 'tags', { name: 'A label' }],
      ['POST', 'people', { person: { ...person, ...place, given_name: 'New' } }],
      ['PUT', `people/${one.supporter}`, { given_name: 'New' }],
      [
        'POST',
        `petitions/${one.petitionId}/signatures`,
        { person: { ...person, ...place, given_name: 'New' }, add_tags: ['x'] },
      ],
    ];
    for (const [method, path, body] of closed) {
      const { status, text } = await asks(method, path, body);
      expect([method, path, status, text.includes('auth.all_campaigns')]).toEqual([method, path, 403, true]);
    }
    const signs = (id: string, more: object) =>
      asks('POST', `petitions/${id}/signatures`, { person: { ...person, ...more } });
    expect((await signs(two.petitionId, { ...place, given_name: 'New' })).status).toBe(404);
    const blind = await fetch(`${server.url}/api/osdi/v1/petitions/${two.petitionId}/signatures`, {
      method: 'POST',
      body: JSON.stringify({ person: { ...person, ...place, given_name: markers.two } }),
    });
    expect(blind.status).toBe(200);
    // Known to the other campaign only: nothing is filled in from there.
    expect((await signs(one.petitionId, place)).status).toBe(400);
    const signed = await signs(one.petitionId, { ...place, given_name: 'New' });
    expect([signed.status, signed.text.includes(markers.two)]).toEqual([200, false]);
    const at = /people\/[\da-f-]{36}/.exec(signed.text)?.[0] ?? '';
    const known = await asks('GET', at);
    expect([known.status, known.text.includes('"New"'), known.text.includes(markers.two)]).toEqual([200, true, false]);
  });

  it('a limit takes effect with the next request, and an owner for all campaigns always remains', async () => {
    const person = await invited('viewer', []);
    const [{ id } = { id: '' }] = await ask<{ id: string }>(
      database.url,
      `select staff_id as id from staff_session order by created_at desc limit 1`,
    );
    expect((await send({ method: 'GET' } as StaffRoute, '/admin/petitions/two-petition', person)).status).toBe(200);
    const set = { _csrf: owner.csrf, campaigns: ['one'] };
    expect((await postForm(`${server.url}/admin/staff/${id}/campaigns`, set, { cookie: owner.cookie })).status).toBe(
      303,
    );
    expect((await send({ method: 'GET' } as StaffRoute, '/admin/petitions/two-petition', person)).status).toBe(404);
    const [{ id: own } = { id: '' }] = await ask<{ id: string }>(
      database.url,
      `select id from staff where email = 'owner@example.org'`,
    );
    expect((await postForm(`${server.url}/admin/staff/${own}/campaigns`, set, { cookie: owner.cookie })).status).toBe(
      409,
    );
  });
});
