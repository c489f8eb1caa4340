import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { MailSink } from '../support/mail-sink.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { details, postForm, postJson, signaturesPath } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: { pointer: string; code: string; detail: string }[];
}

/** Would be seen in an answer that repeats what was sent. */
const secret = 'zq7secret';
const email = `${secret}@example.org`;
const nasty = [
  "'",
  '"',
  '<',
  '>',
  '\0',
  '\r\n',
  '\u202e',
  '=1+1',
  '@SUM(A1)',
  '+1',
  '-1',
  '\t=1',
  '${7*7}',
  '{{7*7}}',
  '%00',
  '../../etc/passwd',
  "'; drop table signature; --",
];

describe('bad input over JSON', () => {
  let database: TestDatabase;
  let sink: MailSink;
  let server: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    sink = await MailSink.start();
    server = await startServer({ DATABASE_URL: database.url, SMTP_URL: sink.url, RATE_LIMIT_SIGNUPS: 'off' });
    await ask(
      database.url,
      `insert into petition (id, slug, campaign_id, published_at, opens_at, closes_at, goal_steps, sources, consents, created_at)
       select gen_random_uuid(), v.slug, p.campaign_id, now(), v.opens_at, v.closes_at, p.goal_steps, p.sources, p.consents, now()
       from petition p, (values ('over', timestamptz '2020-01-01', timestamptz '2021-01-01'), ('to-come', timestamptz '2099-01-01', null)) v(slug, opens_at, closes_at)`,
    );
  });
  afterAll(async () => {
    await server.stop();
    await sink.stop();
    await database.drop();
  });

  it.each([
    ['application/json', signaturesPath()],
    ['application/x-www-form-urlencoded', '/petitions/reconsider/sign'],
    ['application/json', '/osdi/v1/people'],
    ['application/x-www-form-urlencoded', '/admin/sign-in'],
  ])('is not blamed on the database when the sender is cut off: %s to %s', async (type, path) => {
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\ncontent-length: 1000\r\n\r\n{"a`,
    );
    // What follows on another connection is answered after it.
    await fetch(`${server.url}/health/live`);
    socket.resetAndDestroy();
    await fetch(`${server.url}/health/live`);
    await fetch(`${server.url}/health/live`);
    expect(server.output()).not.toContain('The database is unavailable');
  });

  const send = (body: unknown, slug = 'reconsider', headers: Record<string, string> = {}) =>
    postJson(server.url + signaturesPath(slug), body, headers);
  /** Checks what every refusal has in common. @returns the problem */
  const problemOf = async (response: Response): Promise<Problem> => {
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(text).not.toContain(secret);
    expect(text).not.toMatch(/\bat [\w.]+ \(|node_modules|\.js:\d+/);
    const problem = JSON.parse(text) as Problem;
    expect(problem).toMatchObject({
      type: 'about:blank',
      status: response.status,
      code: expect.stringMatching(/^[a-z_]+\.[a-z_]+$/) as string,
    });
    expect([typeof problem.title, typeof problem.detail]).toEqual(['string', 'string']);
    return problem;
  };
  const faults = ({ errors = [] }: Problem): string[] => errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();

  it.each([
    ['nothing', '', 400, 'request.malformed'],
    ['half a JSON', `{"email":"${email}"`, 400, 'request.malformed'],
    ['no JSON at all', `email=${email}`, 400, 'request.malformed'],
    ['a number', '7', 422, 'request.invalid'],
    ['null', 'null', 422, 'request.invalid'],
    ['a list', `["${email}"]`, 422, 'request.invalid'],
    ['an attack on the prototype', `{"__proto__":{"admin":true},"email":"${email}"}`, 400, 'request.malformed'],
    [
      'an attack on the constructor',
      `{"constructor":{"prototype":{"admin":true}},"email":"${email}"}`,
      400,
      'request.malformed',
    ],
  ])('%s is answered with a problem', async (_, body, status, code) => {
    const problem = await problemOf(await send(body));
    expect([problem.status, problem.code]).toEqual([status, code]);
  });

  it('an empty object gets every missing field reported', async () => {
    expect(faults(await problemOf(await send({})))).toEqual(
      ['country', 'email', 'givenName'].map((name) => `/${name} field.required`),
    );
  });

  it('wrong types are reported field by field', async () => {
    const body = {
      givenName: [secret],
      familyName: 7,
      email: { a: secret },
      country: true,
      showName: secret,
      consents: secret,
      comment: 5,
      postalCode: {},
      locale: 1,
      source: [],
    };
    const problem = await problemOf(await send(body));
    expect([problem.status, problem.code]).toEqual([422, 'request.invalid']);
    expect(new Set(faults(problem).map((fault) => fault.split(' ')[0]))).toEqual(
      new Set(Object.keys(body).map((name) => `/${name}`)),
    );
  });

  it('unknown fields are refused by name, so that a misspelt one is noticed', async () => {
    expect(faults(await problemOf(await send(details(email, { isAdmin: true, status: 'confirmed' }))))).toEqual([
      '/isAdmin field.unknown',
      '/status field.unknown',
    ]);
    expect(
      faults(
        await problemOf(
          await send(details(email, { consents: [{ purpose: 'signature', wording: '2026-11', extra: 1 }] })),
        ),
      ),
    ).toEqual(['/consents/0/extra field.unknown']);
  });

  it('a body of ten megabytes is not read', async () => {
    const problem = await problemOf(await send(details(email, { comment: 'x'.repeat(10_000_000) })));
    expect([problem.status, problem.code]).toEqual([413, 'request.too_large']);
  });

  it('a body that fits is limited field by field', async () => {
    const long = details(`${'a'.repeat(300)}@example.org`, {
      givenName: 'x'.repeat(101),
      comment: 'y'.repeat(1001),
      source: 's'.repeat(101),
      postalCode: '1'.repeat(21),
    });
    expect(faults(await problemOf(await send(long)))).toEqual([
      '/comment field.too_long',
      '/email email.invalid',
      '/givenName field.too_long',
      '/postalCode field.too_long',
      '/source field.too_long',
    ]);
  });

  it.each(['givenName', 'familyName', 'email', 'country', 'postalCode', 'comment', 'source', 'locale'])(
    'quotes, brackets, null bytes, line breaks, bidi marks and formulas in %s are taken as text or refused, never more',
    async (field) => {
      for (const [index, part] of nasty.entries()) {
        const address = `nasty.${field}.${index}@example.org`.toLowerCase();
        const value = field === 'email' ? `a${part}@example.org` : `A${part}B`;
        const response = await send(details(address, { [field]: value }));
        if (response.status !== 202) expect((await problemOf(response)).status).toBe(422);
        else if (field !== 'email' && field !== 'country' && field !== 'locale') {
          const column =
            { givenName: 'given_name', familyName: 'family_name', postalCode: 'postal_code' }[field] ?? field;
          const rows = await ask<{ value: string }>(
            database.url,
            `select g.${column} as value from signature g join supporter s on s.id = g.supporter_id where s.email = $1`,
            [address],
          );
          const kept = value.replaceAll('\r\n', '\n').replaceAll('\u202e', '');
          expect(rows).toEqual([{ value: field === 'comment' ? kept : kept.replaceAll('\t', ' ') }]);
        }
      }
    },
  );

  it('one name is enough, and null counts as left out', async () => {
    const optional = [
      'postalCode',
      'locale',
      'comment',
      'showName',
      'consents',
      'source',
      'altcha',
      'website',
      'stamp',
    ];
    const nulls = Object.fromEntries([...optional, 'familyName'].map((name) => [name, null]));
    expect((await send(details('null@example.org', nulls))).status).toBe(202);
    expect((await send({ givenName: 'Sukarno', email: 'mononym@example.org', country: 'ID' })).status).toBe(202);
    const names = await ask(
      database.url,
      `select g.given_name, g.family_name from signature g join supporter s on s.id = g.supporter_id where s.email = 'mononym@example.org'`,
    );
    expect(names).toEqual([{ given_name: 'Sukarno', family_name: '' }]);
  });

  it.each([
    ['JSON in another encoding', 'application/json', Buffer.from('{"givenName":"Jos\u00e9"}', 'latin1')],
    [
      'JSON cut in the middle of a character',
      'application/json',
      Buffer.from('{"givenName":"Jos\u00e9"}').subarray(0, 18),
    ],
    ['half a surrogate', 'application/json', Buffer.from('{"givenName":"\xed\xa0\x80"}', 'latin1')],
    ['a form in another encoding', 'application/x-www-form-urlencoded', Buffer.from('givenName=Jos\u00e9', 'latin1')],
    [
      'a form whose codes stand for another encoding',
      'application/x-www-form-urlencoded',
      Buffer.from('givenName=Jos%E9'),
    ],
  ])('bytes that are no UTF-8 are not guessed at: %s', async (_, type, body) => {
    for (const path of [signaturesPath('reconsider'), '/petitions/reconsider/signatures', '/api/osdi/v1/people']) {
      if (path.includes('osdi') && type !== 'application/json') continue;
      const headers = { 'content-type': type, accept: 'application/json' };
      const response = await fetch(server.url + path, { method: 'POST', headers, body: new Uint8Array(body) });
      expect([path, response.status]).toEqual([path, 400]);
      expect(JSON.stringify(await response.json())).toMatch(/request\.encoding|UTF-8/);
    }
  });

  it('a header cannot be smuggled into the email through a name', async () => {
    expect((await send(details('header@example.org', { givenName: 'Ada\r\nBcc: eve@example.org' }))).status).toBe(422);
    expect((await send(details('header@example.org\r\nBcc: eve@example.org'))).status).toBe(422);
    expect(sink.received.filter(({ to, raw }) => to.includes('eve') || /^bcc:/im.test(raw))).toEqual([]);
  });

  it.each([
    ['unknown', 'no-such-petition', 404, 'petition.not_found'],
    ['closed', 'over', 409, 'petition.closed'],
    ['not open yet', 'to-come', 409, 'petition.not_open'],
  ])('a petition that is %s', async (_, slug, status, code) => {
    const problem = await problemOf(await send(details(email), slug));
    expect([problem.status, problem.code]).toEqual([status, code]);
  });

  it('a wording the petition does not show', async () => {
    const problem = await problemOf(
      await send(details(email, { consents: [{ purpose: 'newsletter', wording: '1999-01' }] })),
    );
    expect(faults(problem)).toEqual(['/consents/0 consent.unknown_wording']);
  });

  it.each([
    ['text/xml', `<email>${email}</email>`, 415, 'request.media_type'],
    ['multipart/form-data; boundary=x', '--x--', 415, 'request.media_type'],
    ['application/octet-stream', '\0\0', 415, 'request.media_type'],
    ['text/plain', email, 422, 'request.invalid'],
    ['application/x-www-form-urlencoded', `email=${email}`, 422, 'request.invalid'],
  ])('a body of type %s', async (type, body, status, code) => {
    const problem = await problemOf(await send(body, 'reconsider', { 'content-type': type }));
    expect([problem.status, problem.code]).toEqual([status, code]);
  });

  it('a compressed body is not unpacked', async () => {
    const body = new Uint8Array(gzipSync(JSON.stringify(details(email))));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const problem = await problemOf(await fetch(server.url + signaturesPath(), { method: 'POST', body, headers }));
    expect([problem.status, problem.code]).toEqual([400, 'request.malformed']);
  });

  it.each([
    '/api/v1/nothing',
    '/api/v1/petitions/nothing',
    '/api/v1/petitions/%00',
    '/api/v1/petitions/%E0%A4%A',
    `/api/v1/petitions/${'x'.repeat(300)}`,
    '/api/v1/petitions/a%2Fb',
  ])('the address %s is answered with a problem', async (path) => {
    const problem = await problemOf(await fetch(server.url + path));
    expect(problem.status).toBeGreaterThanOrEqual(400);
    expect(problem.status).toBeLessThan(500);
  });

  describe('in a letter to a ministry', () => {
    const letter = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
      name: 'Ada',
      email,
      country: 'FR',
      text: `${secret} asks for another look. `.repeat(10),
      consent: { wording: 'letter-2026-12', recipient: 'FR' },
      ...more,
    });
    const sendLetter = (body: unknown, slug = 'reconsider') =>
      postJson(`${server.url}/api/v1/petitions/${slug}/letters`, body);

    it.each([
      [
        {},
        [
          '/consent field.required',
          '/country field.required',
          '/email field.required',
          '/name field.required',
          '/text field.required',
        ],
      ],
      [letter({ text: secret }), ['/text letter.too_short']],
      [letter({ text: secret.repeat(600) }), ['/text field.too_long']],
      [letter({ text: `<b>${secret}</b> `.repeat(20) }), ['/text letter.markup']],
      [letter({ text: `https://${secret}.example `.repeat(20) }), ['/text letter.link']],
      [letter({ to: 'US', consent: { wording: 'letter-2026-12', recipient: 'US' } }), ['/to letter.state']],
      [letter({ to: 'nowhere' }), ['/to letter.state']],
      [letter({ country: 'US' }), ['/consent consent.unknown_recipient', '/to letter.state']],
      [letter({ consent: undefined }), ['/consent field.required']],
      [letter({ consent: { wording: '1', recipient: 'FR' } }), ['/consent consent.unknown_wording']],
      [letter({ consent: { wording: 'letter-2026-12', recipient: 'DE' } }), ['/consent consent.unknown_recipient']],
      [letter({ isAdmin: true }), ['/isAdmin field.unknown']],
    ])('%#: every fault has its place and code', async (body, expected) => {
      const problem = await problemOf(await sendLetter(body));
      expect([problem.status, faults(problem)]).toEqual([422, expected]);
    });

    it('is answered with a problem also where there is no petition, and half a JSON', async () => {
      expect((await problemOf(await sendLetter(letter(), 'nothing'))).code).toBe('petition.not_found');
      expect((await problemOf(await sendLetter(letter(), 'over'))).code).toBe('petition.closed');
      expect((await problemOf(await sendLetter('{"text":'))).status).toBe(400);
    });

    it('comes back with the form, what was typed and what is wrong; a letter that is right is answered alike for all', async () => {
      const path = `${server.url}/petitions/reconsider/letter`;
      const fields = {
        name: '<i>Ada</i>',
        email: 'letters@example.org',
        country: 'FR',
        to: 'FR',
        text: '<script>alert(1)</script>',
      };
      const answer = await postForm(path, fields);
      const page = await answer.text();
      expect(answer.status).toBe(422);
      expect(page).toContain('&lt;script>alert(1)&lt;/script>');
      expect(page).not.toContain('<script>alert');
      expect(page).toContain('We may not forward the letter without your consent.');
      const right = {
        ...fields,
        name: 'Ada',
        text: 'A letter that has nothing in it but words. '.repeat(8),
        consent: 'letter-2026-12:FR',
      };
      for (let n = 0; n < 2; n++) {
        const taken = await postForm(path, right);
        expect([taken.status, taken.headers.get('location')]).toEqual([
          303,
          '/petitions/reconsider/letter/sent?lang=en',
        ]);
      }
      expect((await postForm(`${server.url}/letter/forged`, { shown: 'x' })).status).toBe(404);
      expect((await fetch(`${path}?country=US`)).status).toBe(200);
      expect(await (await fetch(`${path}?country=US`)).text()).toContain('We only forward letters to States');
      expect(
        (await (await fetch(`${server.url}/api/openapi.json`)).text()).includes('/api/v1/petitions/{slug}/letters'),
      ).toBe(true);
      expect(server.output()).not.toContain('letters@example.org');
    });
  });

  it('ends with no signature stored for what was refused, and nothing personal in the log', async () => {
    expect(await ask(database.url, 'select id from supporter where email like $1', [`%${secret}%`])).toEqual([]);
    expect(server.output()).not.toContain(secret);
    expect(server.output()).not.toContain('nasty.');
  });
});
