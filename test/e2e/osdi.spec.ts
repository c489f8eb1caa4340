import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { tokenFor } from '../support/token.js';
import { confirmLinkIn, press, signBy } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

interface Hal {
  [field: string]: unknown;
  identifiers?: string[];
  page?: number;
  total_records?: number;
  total_signatures?: number;
  _links: Record<string, { href: string } | { href: string }[]>;
  _embedded: Record<string, Hal[]>;
}
interface OsdiError {
  'osdi:error': {
    response_code: number;
    resource_status: { error_descriptions: { error_code: string; description: string }[] }[];
  };
}

describe('OSDI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-osdi-'));
  let database: TestDatabase;
  let server: Server;
  let token: string;
  let root: string;
  let petition: string;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      RATE_LIMIT_SIGNUPS: 'off',
      MAIL_PER_ADDRESS_PER_DAY: '100',
    });
    root = `${server.url}/api/osdi/v1`;
    token = await tokenFor(['supporters:read', 'supporters:write', 'letters:read'], {
      DATABASE_URL: database.url,
      DATA_DIR: folder,
    });
    for (const name of ['ada', 'grace', 'lise'])
      await signBy(server.url, `${name}@example.org`, {
        givenName: name,
        consents: [{ purpose: 'newsletter', wording: '2026-11' }],
      });
    for (const name of ['ada', 'grace']) await press(confirmLinkIn((await server.mailTo(`${name}@example.org`)).text));
    petition = (await get('/petitions')).body._embedded['osdi:petitions']?.[0]?.identifiers?.[0]?.split(':')[1] ?? '';
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function call<Body = Hal>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { 'OSDI-API-Token': token },
  ) {
    const answer = await fetch(path.startsWith('http') ? path : root + path, {
      method,
      headers,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      headers: answer.headers,
      body: JSON.parse(text) as Body,
    };
  }
  const get = (path: string) => call('GET', path);
  const stranger = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    call<OsdiError & Hal>(method, path, body, headers);
  const codeIn = (body: OsdiError) => body['osdi:error'].resource_status[0]?.error_descriptions[0]?.error_code;
  const rowsIn = (body: Hal, rel: string): Hal[] => body._embedded[`osdi:${rel}`] ?? [];
  const addresses = (body: Hal) =>
    rowsIn(body, 'people').map((row) => (row.email_addresses as { address: string }[])[0]?.address);

  it('begins at an entry point that names what there is, with and without a slash', async () => {
    for (const path of ['', '/']) {
      const { status, type, body } = await stranger('GET', path);
      expect([status, type]).toEqual([200, 'application/hal+json; charset=utf-8']);
      expect(body).toMatchObject({ osdi_version: '1.2.0', max_pagesize: 100, namespace: 'demarche' });
      expect(body._links).toMatchObject({
        self: { href: root },
        curies: [{ name: 'osdi', href: `${root}/docs/{rel}`, templated: true }],
        'osdi:people': { href: `${root}/people` },
        'osdi:person_signup_helper': { href: `${root}/people/person_signup_helper` },
        docs: { href: `${root}/docs/osdi` },
      });
    }
  });

  it('shows petitions to everybody, with the number that counts', async () => {
    const { body } = await stranger('GET', `/petitions/${petition}/`);
    expect(body).toMatchObject({
      name: 'reconsider',
      origin_system: 'Demarche',
      identifiers: [`demarche:${petition}`],
      total_signatures: 2,
    });
    expect(body._links).toMatchObject({
      self: { href: `${root}/petitions/${petition}` },
      'osdi:record_signature_helper': {},
    });
  });

  it.each(['/people', '/signatures', '/outreaches', '/tags', '/lists', '/messages'])(
    'shows %s to nobody without the right token',
    async (path) => {
      expect([(await stranger('GET', path)).status, codeIn((await stranger('GET', path)).body)]).toEqual([
        401,
        'auth.required',
      ]);
      const invented = await stranger('GET', path, undefined, { authorization: 'Bearer dmr_invented' });
      expect([invented.status, codeIn(invented.body)]).toEqual([401, 'auth.invalid']);
      expect((await stranger('GET', `${path}?osdi-api-token=${token}`)).status).toBe(401);
      expect((await stranger('GET', path, undefined, { authorization: `Bearer ${token}` })).status).toBe(200);
    },
  );

  it('shows people with their standing and whether they are subscribed', async () => {
    const { body } = await get(
      "/people?filter=email_address eq 'Ada%2Bx@example.org' or email_address eq 'lise@example.org'",
    );
    expect(rowsIn(body, 'people')).toEqual([
      expect.objectContaining({
        given_name: 'lise',
        'demarche:standing': 'pending',
        email_addresses: [{ primary: true, address: 'lise@example.org', status: 'unsubscribed' }],
      }),
    ]);
    const known = rowsIn((await get("/people?filter=email_address eq 'ADA@example.org'")).body, 'people');
    expect(known).toEqual([
      expect.objectContaining({
        given_name: 'ada',
        family_name: 'Lovelace',
        'demarche:standing': 'confirmed',
        email_addresses: [{ primary: true, address: 'ada@example.org', status: 'subscribed' }],
        postal_addresses: [{ primary: true, country: 'GB' }],
      }),
    ]);
    expect(body).not.toHaveProperty('total_records');
  });

  it('pages to an empty page behind the last, with links that agree', async () => {
    const first = (await get('/people?per_page=2')).body;
    expect(addresses(first)).toEqual(['ada@example.org', 'grace@example.org']);
    const next = (first._links.next as { href: string }).href;
    const second = (await get(next)).body;
    expect(addresses(second)).toEqual(['lise@example.org']);
    expect(second._links).not.toHaveProperty('next');
    expect((second._links.previous as { href: string }).href).toBe((first._links.self as { href: string }).href);
    const beyond = await get('/people?per_page=2&page=3');
    expect([beyond.status, beyond.body._embedded]).toEqual([200, { 'osdi:people': [] }]);
    expect((await get('/people?per_page=1000')).body.per_page).toBe(100);
  });

  it.each([
    ["modified_date gt '2014-03-25'", 3],
    ["modified_date gt '2999-01-01'", 0],
    ["created_date gt 2014-03-25 and given_name eq 'grace'", 1],
    ["not (given_name eq 'grace')", 2],
    ["family_name eq ''' or 1=1 --'", 0],
  ])('finds by %s', async (filter, found) => {
    expect(rowsIn((await get(`/people?filter=${encodeURIComponent(filter)}`)).body, 'people')).toHaveLength(found);
  });

  it.each<[string, string, number, string]>([
    ['GET', "/people?filter=shoe_size eq 'x'", 400, 'osdi.filter'],
    ['GET', '/people?filter=(', 400, 'osdi.filter'],
    ['GET', '/people?page=0', 400, 'request.invalid'],
    ['GET', '/people/0190aaaa-0000-7000-8000-000000000000', 404, 'osdi.not_found'],
    ['GET', '/people/nobody', 404, 'osdi.not_found'],
    ['GET', '/nothing', 404, 'osdi.not_found'],
    ['PUT', '/petitions/0190aaaa-0000-7000-8000-000000000000', 405, 'route.method'],
    ['DELETE', '/people', 405, 'route.method'],
    ['POST', '/people', 400, 'request.invalid'],
  ])('answers %s %s with an error of OSDI', async (method, path, status, code) => {
    const answer = await call<OsdiError>(method, path, method === 'POST' ? '{' : method === 'PUT' ? {} : undefined);
    expect([answer.status, answer.type, answer.body['osdi:error'].response_code, codeIn(answer.body)]).toEqual([
      status,
      'application/hal+json; charset=utf-8',
      status,
      code,
    ]);
    expect(answer.headers.get('allow') === null).toBe(status !== 405);
  });

  it('records who searched, and never for what', async () => {
    const entries = await ask<{ details: string }>(
      database.url,
      `select details::text from audit_entry where action = 'supporters.read'`,
    );
    expect(entries.length).toBeGreaterThan(5);
    expect(JSON.stringify(entries)).toContain('email_address');
    expect(JSON.stringify(entries)).not.toMatch(/example\.org/);
  });

  it('lists people who consent to a purpose', async () => {
    expect(rowsIn((await get('/lists')).body, 'lists')).toContainEqual(
      expect.objectContaining({ name: 'newsletter', total_items: 2 }),
    );
    expect((await get('/lists/newsletter/items')).body.total_records).toBe(2);
    expect((await get('/signatures')).body.total_records).toBe(2);
    expect((await get(`/petitions/${petition}/signatures`)).body.total_records).toBe(2);
  });

  it('shows runs of letters with their statistics to clients that may see letters, without their texts', async () => {
    await ask(
      database.url,
      `insert into letter_run (id, campaign_id, name, channel, recipients, on_day, local_time, rule, late_minutes, caps, status, author, created_at)
       select '0190aaaa-0000-7000-8000-00000000000a', id, 'Spring', 'email', '{}', '2027-04-04', '09:30', 'previous', 60, '{}', 'draft', 'staff:1', now() from campaign limit 1`,
    );
    const { body } = await get('/messages');
    expect(rowsIn(body, 'messages')).toMatchObject([
      {
        name: 'Spring',
        type: 'email',
        status: 'draft',
        total_targeted: 0,
        statistics: { sent: 0, delivered: 0, bounced: 0 },
      },
    ]);
    const reader = {
      'OSDI-API-Token': await tokenFor(['supporters:read'], { DATABASE_URL: database.url, DATA_DIR: folder }),
    };
    expect((await call('GET', '/messages', undefined, reader)).status).toBe(403);
  });

  const person = (name: string, more: Record<string, unknown> = {}, status?: string) => ({
    given_name: name,
    family_name: 'Example',
    email_addresses: [{ primary: true, address: `${name}@example.org`, ...(status && { status }) }],
    postal_addresses: [{ country: 'FR', postal_code: '75001' }],
    ...more,
  });
  const find = async (name: string) =>
    rowsIn((await get(`/people?filter=email_address eq '${name}@example.org'`)).body, 'people')[0];
  const emailOf = (resource: Hal | undefined) =>
    (resource?.email_addresses as { address: string; status: string }[] | undefined)?.[0];
  const path = (resource: Hal | undefined) => (resource?._links.self as { href: string }).href;

  describe('without a token', () => {
    it.each(['/signatures', '/signatures/', '/record_signature_helper', '/record_signature_helper/'])(
      'answers a signature at %s with {} whatever there was, and it waits for the mailbox',
      async (end) => {
        const name = `blind${end.replaceAll(/\W/g, '').length}${end.endsWith('/') ? 'b' : 'a'}`;
        const body = {
          person: person(name),
          comments: 'Because.',
          referrer_data: { source: 'partner' },
          add_tags: ['nothing there is'],
        };
        for (const type of ['application/json', 'text/plain', 'application/hal+json']) {
          const { status, body: answer } = await stranger('POST', `/petitions/${petition}${end}`, body, {
            'content-type': type,
          });
          expect([status, answer]).toEqual([200, {}]);
        }
        expect(await find(name)).toMatchObject({ 'demarche:standing': 'pending', given_name: name });
        expect((await server.mailTo(`${name}@example.org`)).text).toContain('/c/');
      },
    );

    it('answers a sign-up with {}, and the person confirms it on the page behind the email', async () => {
      for (const body of [person('mary', {}, 'subscribed'), { person: person('mary', {}, 'subscribed') }])
        expect([(await stranger('POST', '/people/', body)).body, (await find('mary'))?.['demarche:standing']]).toEqual([
          {},
          'pending',
        ]);
      expect(emailOf(await find('mary'))?.status).toBe('unsubscribed');
      const link = /https?:\S+\/me\/[\w-]+/.exec((await server.mailTo('mary@example.org')).text)?.[0] ?? '';
      expect(await (await fetch(link)).text()).toContain('/contact/confirm');
      expect((await press(`${link}/contact/confirm`)).status).toBe(303);
      expect(await find('mary')).toMatchObject({
        'demarche:standing': 'confirmed',
        given_name: 'mary',
        family_name: 'Example',
      });
      expect(emailOf(await find('mary'))?.status).toBe('subscribed');
      await stranger('POST', '/people', person('mary', { given_name: 'Mallory' }));
      expect(await find('mary')).toMatchObject({ given_name: 'mary' });
    });

    it.each<[string, string, unknown, number, string]>([
      [
        'a name with no letter in it',
        '/signatures',
        { person: { ...person('x'), given_name: '1' } },
        400,
        'request.invalid',
      ],
      ['no person', '/signatures', {}, 400, 'osdi.body'],
      [
        'a body that is too large',
        '/signatures',
        { person: person('x'), comments: 'x'.repeat(70_000) },
        413,
        'request.too_large',
      ],
      ['a list for a body', '/signatures', [], 400, 'request.invalid'],
    ])('refuses %s with an error of OSDI', async (_, end, body, status, code) => {
      const answer = await stranger('POST', `/petitions/${petition}${end}`, body);
      expect([answer.status, codeIn(answer.body)]).toEqual([status, code]);
      expect(JSON.stringify(answer.body)).not.toContain('example.org');
    });
  });

  describe('with a token', () => {
    it('answers a signature with the resource, which waits for its owner like every other', async () => {
      const body = { person: person('emmy'), comments: 'Please.', add_tags: [] };
      const { status, body: signature } = await call('POST', `/petitions/${petition}/record_signature_helper`, body);
      expect([status, signature]).toEqual([
        200,
        expect.objectContaining({ comments: 'Please.', 'demarche:standing': 'pending' }),
      ]);
      expect((await get(path(signature))).body.identifiers).toEqual(signature.identifiers);
      const again = await call('POST', `/petitions/${petition}/signatures/`, body);
      expect(again.body.identifiers).toEqual(signature.identifiers);
      expect((await get(`/petitions/${petition}`)).body.total_signatures).toBe(2);
      await press(confirmLinkIn((await server.mailTo('emmy@example.org')).text));
      expect((await get(path(signature))).body['demarche:standing']).toBe('confirmed');
      expect((await get(`/petitions/${petition}`)).body.total_signatures).toBe(3);
      const short = await call('POST', `/petitions/${petition}/signatures`, {
        ...body,
        'osdi:control': { return_response: false },
      });
      expect(Object.keys(short.body).sort()).toEqual(['_links', 'identifiers']);
    });

    it('accepts what other systems send: a byte order mark, one name, nulls, countries in words', async () => {
      const person = (email: string, country: string, names: object) => ({
        person: {
          ...names,
          source: null,
          email_addresses: [{ address: email, status: null }],
          postal_addresses: [{ country, primary: null }],
        },
        add_tags: null,
        comments: null,
      });
      for (const [index, country] of ['GBR', 'United Kingdom', 'england', 'gb', 'Côte d’Ivoire'].entries()) {
        const body = person(
          `country${index}@example.org`,
          country,
          index % 2 ? { given_name: 'Sukarno' } : { family_name: 'Sukarno' },
        );
        const { status, body: signature } = await call(
          'POST',
          `/petitions/${petition}/signatures`,
          `\uFEFF${JSON.stringify(body)}`,
        );
        expect([country, status]).toEqual([country, 200]);
        const { body: signer } = await get((signature._links['osdi:person'] as { href: string }).href);
        expect(signer).toMatchObject({
          given_name: 'Sukarno',
          postal_addresses: [{ country: index === 4 ? 'CI' : 'GB' }],
        });
        expect(signer).not.toHaveProperty('family_name');
      }
      const nowhere = await call<OsdiError & Hal>(
        'POST',
        `/petitions/${petition}/signatures`,
        person('x@example.org', 'Atlantis', { given_name: 'X' }),
      );
      expect([nowhere.status, codeIn(nowhere.body)]).toEqual([400, 'request.invalid']);
    });

    it('signs for a person that is linked', async () => {
      const { body: known } = await call('POST', '/people', person('chien'));
      expect(known).toMatchObject({ given_name: 'chien', postal_addresses: [{ country: 'FR', postal_code: '75001' }] });
      const body = { _links: { 'osdi:person': { href: path(known) } } };
      const { body: signature } = await call('POST', `/petitions/${petition}/signatures`, body);
      expect((signature._links['osdi:person'] as { href: string }).href).toBe(path(known));
    });

    it('subscribes nobody who did not say so, and nobody who unsubscribed', async () => {
      const { body: unsaid } = await call('POST', '/people', {
        person: { email_addresses: [{ address: 'newbie@example.org' }] },
      });
      expect(emailOf(unsaid)?.status).toBe('unsubscribed');
      const { body: subscribed } = await call('POST', '/people', {
        person: person('grace', {}, 'subscribed'),
        add_lists: ['newsletter'],
      });
      expect(emailOf(subscribed)?.status).toBe('subscribed');
      const { body: off } = await call('PUT', path(subscribed), { email_addresses: [{ status: 'unsubscribed' }] });
      expect(emailOf(off)?.status).toBe('unsubscribed');
      for (const [method, to, body] of [
        ['PUT', path(subscribed), { email_addresses: [{ status: 'subscribed' }] }],
        ['POST', '/people', { person: person('grace', { given_name: 'Changed' }, 'subscribed') }],
      ] as const) {
        const refused = await call<OsdiError>(method, to, body);
        expect([refused.status, codeIn(refused.body)]).toEqual([409, 'person.unsubscribed']);
      }
      expect((await find('grace'))?.given_name).toBe('grace');
      const lists = await call<OsdiError>('POST', '/people', { person: person('newcomer'), add_lists: ['newsletter'] });
      expect([lists.status, codeIn(lists.body), await find('newcomer')]).toEqual([400, 'osdi.body', undefined]);
    });

    it('changes what is named and leaves the rest', async () => {
      const before = await find('lise');
      const { body } = await call('PUT', path(before), {
        given_name: 'Elise',
        shoe_size: 38,
        postal_addresses: [{ postal_code: '10115' }],
      });
      expect(body).toMatchObject({
        given_name: 'Elise',
        family_name: 'Lovelace',
        postal_addresses: [{ primary: true, country: 'GB', postal_code: '10115' }],
      });
      expect(Date.parse(String(body.modified_date))).toBeGreaterThan(Date.parse(String(before?.modified_date)));
      const stolen = await call<OsdiError>('PUT', path(before), { email_addresses: [{ address: 'ada@example.org' }] });
      expect([stolen.status, codeIn(stolen.body)]).toEqual([400, 'osdi.body']);
    });

    it('puts labels on people, all or nothing', async () => {
      const { body: tag } = await call('POST', '/tags', { name: 'Volunteer', description: 'Helps.' });
      expect((await call('POST', '/tags', { name: 'Volunteer' })).body.identifiers).toEqual(tag.identifiers);
      const failed = await call<OsdiError>('POST', '/people', {
        person: person('hedy'),
        add_tags: ['Volunteer', 'Unknown'],
      });
      expect([failed.status, codeIn(failed.body), await find('hedy')]).toEqual([400, 'tag.unknown', undefined]);
      const { body: hedy } = await call('POST', '/people', {
        person: person('hedy'),
        add_tags: ['Volunteer'],
        add_tags_uri: [path(tag)],
      });
      const tagged = rowsIn((await get(`${path(hedy)}/taggings`)).body, 'taggings');
      expect(tagged).toHaveLength(1);
      const { body: second } = await call('POST', `${path(tag)}/taggings`, {
        _links: { 'osdi:person': { href: path(await find('ada')) } },
      });
      expect((await get(`${path(tag)}/taggings`)).body.total_records).toBe(2);
      expect((await call('DELETE', path(second))).body).toEqual({ notice: expect.any(String) as string });
      expect((await call('DELETE', path(second))).status).toBe(404);
    });

    it('takes a letter with its consent, and answers with it', async () => {
      const campaign = rowsIn((await get('/advocacy_campaigns')).body, 'advocacy_campaigns')[0];
      const consent = { 'demarche:consent': { wording: 'letter-2026-12', recipient: 'FR' } };
      const body = {
        person: person('simone'),
        message: 'Dear minister, please look at this question again. '.repeat(6),
        referrer_data: { source: 'partner' },
      };
      const helper = (campaign?._links['osdi:record_outreach_helper'] as { href: string }).href;
      expect((await stranger('POST', helper, body)).status).toBe(400);
      expect((await stranger('POST', helper, { ...body, ...consent })).body).toEqual({});
      const { status, body: letter } = await call('POST', helper, { ...body, ...consent });
      expect([status, letter['demarche:status'], letter.referrer_data, letter.targets]).toEqual([
        200,
        'unconfirmed',
        { source: 'partner' },
        [expect.objectContaining({ postal_addresses: [{ country: 'FR' }] })],
      ]);
      expect((await get('/outreaches')).body.total_records).toBe(0);
    });

    it('needs supporters:write for writing, and shows nothing to a client that may not read', async () => {
      const reader = {
        'OSDI-API-Token': await tokenFor(['supporters:read'], { DATABASE_URL: database.url, DATA_DIR: folder }),
      };
      expect((await call('POST', '/people', person('ida'), reader)).status).toBe(403);
      expect((await call('PUT', path(await find('ada')), { given_name: 'Eve' }, reader)).status).toBe(403);
      const writer = {
        'OSDI-API-Token': await tokenFor(['supporters:write'], { DATABASE_URL: database.url, DATA_DIR: folder }),
      };
      const answer = await call('POST', '/people', { email_addresses: [{ address: 'ada@example.org' }] }, writer);
      expect([answer.status, answer.body]).toEqual([200, {}]);
    });
  });

  it('shows nothing of anyone quarantined or erased', async () => {
    await ask(
      database.url,
      `update signature set shadow_rule = 'honeypot', shadow_inputs = '{}', shadowed_at = now() where given_name = 'blind10a'`,
    );
    expect(await find('blind10a')).toBeUndefined();
    const hedy = await find('hedy');
    const link = /https?:\S+\/me\/[\w-]+/.exec((await server.mailTo('hedy@example.org')).text)?.[0] ?? '';
    expect(JSON.stringify(await (await fetch(`${link}/data.json`)).json())).toContain('Volunteer');
    await fetch(`${link}/forget`, { method: 'POST', body: new URLSearchParams({ confirmed: 'yes' }) });
    expect([(await get(path(hedy))).status, await find('hedy')]).toEqual([404, undefined]);
    const left = await ask(
      database.url,
      `select from contact where given_name = 'hedy' union all select from tagging x join supporter s on s.id = x.supporter_id where s.email is null`,
    );
    expect(left).toEqual([]);
  });
});
