import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { details, postForm, postJson, signaturesPath } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

describe('security headers', () => {
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({
      DATABASE_URL: database.url,
      SMTP_URL: 'smtp://127.0.0.1:9',
      ROLE: 'web',
      RATE_LIMIT_SIGNUPS: 'off',
    });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const expectSecure = (header: (name: string) => string | null | undefined): void => {
    const policy = header('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('referrer-policy')).toBe('no-referrer');
    expect(header('x-frame-options')).toBe('DENY');
    expect(header('x-powered-by') ?? header('server')).toBeFalsy();
  };
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(server.url + path, { method, headers, redirect: 'manual' });

  const answers: [string, number, () => Promise<Response>][] = [
    ['the home page', 200, () => get('/')],
    ['the petition page', 200, () => get('/petitions/reconsider')],
    ['the petition page from memory', 200, () => get('/petitions/reconsider').then(() => get('/petitions/reconsider'))],
    ['the petition page without a body', 200, () => get('/petitions/reconsider', {}, 'HEAD')],
    ['JSON', 200, () => get('/api/v1/petitions/reconsider')],
    [
      'JSON from memory',
      200,
      () => get('/api/v1/petitions/reconsider').then(() => get('/api/v1/petitions/reconsider')),
    ],
    ['the stylesheet', 200, async () => get(/\/assets\/site\.\w+\.css/.exec(await (await get('/')).text())?.[0] ?? '')],
    ['an accepted sign-up', 202, () => postJson(server.url + signaturesPath(), details('ada@example.org'))],
    [
      'a redirect',
      303,
      () =>
        postForm(`${server.url}/petitions/reconsider/signatures`, {
          givenName: 'A',
          familyName: 'B',
          email: 'b@example.org',
          country: 'GB',
        }),
    ],
    ['a refused form', 422, () => postForm(`${server.url}/petitions/reconsider/signatures`, {})],
    ['a page that is not there', 404, () => get('/nothing')],
    ['a mailed link that is not ours', 404, () => get('/c/x')],
    ['a problem', 404, () => get('/api/v1/nothing')],
    ['half a JSON', 400, () => postJson(server.url + signaturesPath(), '{')],
    ['a body too large', 413, () => postJson(server.url + signaturesPath(), 'x'.repeat(100_000))],
    ['a type we do not read', 415, () => postJson(server.url + signaturesPath(), 'x', { 'content-type': 'text/xml' })],
    ['a broken address', 400, () => get('/petitions/%E0%A4%A')],
    ['the health of the process', 200, () => get('/health/live')],
    ['the figures, which are elsewhere', 404, () => get('/metrics')],
  ];

  it.each(answers)('are on %s', async (_, status, asks) => {
    const response = await asks();
    expect(response.status).toBe(status);
    expectSecure((name) => response.headers.get(name));
  });

  it('are on "not modified", which the counter answers to clients that have it already', async () => {
    const first = await get('/api/v1/petitions/reconsider');
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toContain('stale-while-revalidate');
    const again = await get('/api/v1/petitions/reconsider', { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expectSecure((name) => again.headers.get(name));
  });

  it('tell browsers of an https campaign to use nothing else', async () => {
    const secure = await startServer({
      DATABASE_URL: database.url,
      ROLE: 'web',
      PUBLIC_URL: 'https://campaign.example.org',
    });
    const { port } = secure;
    const headers = await new Promise<IncomingHttpHeaders>((resolve, reject) =>
      request({ host: '127.0.0.1', port, path: '/petitions/reconsider' }, (response) =>
        resolve(response.resume().headers),
      )
        .on('error', reject)
        .end(),
    );
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
    await secure.stop();
    expect((await get('/')).headers.get('strict-transport-security')).toBeNull();
  });

  it('leave nothing personal in caches: pages of one person are not stored', async () => {
    for (const path of ['/c/x', '/nothing', '/petitions/reconsider/thanks'])
      expect((await get(path)).headers.get('cache-control')).toBe('no-store');
    const remembered = await get('/petitions/reconsider?lang=fr');
    expect([remembered.headers.get('cache-control'), remembered.headers.get('set-cookie')]).toEqual([
      'private, no-cache',
      expect.stringContaining('lang=fr'),
    ]);
    expect((await get('/petitions/reconsider')).headers.get('set-cookie')).toBeNull();
    // A link in the language the visitor reads anyway is no choice.
    for (const headers of [{ 'accept-language': 'fr' }, { cookie: 'lang=fr' }] as Record<string, string>[])
      expect((await get('/petitions/reconsider?lang=fr', headers)).headers.get('set-cookie')).toBeNull();
  });

  describe('for pages of other websites', () => {
    const partner = 'https://partner.example.org';
    const petition = '/api/v1/petitions/reconsider';
    const allowed = (response: Response) => response.headers.get('access-control-allow-origin');
    beforeAll(async () => {
      await ask(
        database.url,
        `insert into petition_origin (petition_id, origin, added_by, added_at) select id, $1, 'cli', now() from petition where slug = 'reconsider'`,
        [partner],
      );
      await until('the list is known', async () => allowed(await get(petition, { origin: partner })) === partner);
    });

    it('let a listed one at the data of the form, the counter and signing, and never with cookies', async () => {
      for (const path of [petition, `${petition}/form`]) {
        const response = await get(path, { origin: partner });
        expect([response.status, allowed(response), response.headers.get('access-control-allow-credentials')]).toEqual([
          200,
          partner,
          null,
        ]);
        expect(response.headers.get('vary')).toContain('Origin');
      }
      const signed = await postJson(server.url + signaturesPath(), details('partner@example.org'), { origin: partner });
      expect([signed.status, allowed(signed)]).toEqual([202, partner]);
      const preflight = await get(
        signaturesPath(),
        { origin: partner, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
        'OPTIONS',
      );
      expect([preflight.status, allowed(preflight), preflight.headers.get('access-control-allow-methods')]).toEqual([
        204,
        partner,
        'POST',
      ]);
    });

    it.each([
      'https://evil.example.org',
      'null',
      'http://partner.example.org',
      'https://partner.example.org:8443',
      'https://partner.example.org.evil.example',
    ])('leave %s outside', async (origin) => {
      expect(allowed(await get(petition, { origin }))).toBeNull();
      expect(
        allowed(await get(signaturesPath(), { origin, 'access-control-request-method': 'POST' }, 'OPTIONS')),
      ).toBeNull();
    });

    it('open nothing else to anybody', async () => {
      for (const path of ['/', '/admin/sign-in', '/api/v1/petitions/reconsider/supporters', '/petitions/reconsider'])
        expect([path, allowed(await get(path, { origin: partner }))]).toEqual([path, null]);
    });

    it('let a listed one, and nobody else, put the form in a frame', async () => {
      const policy = (await get('/embed/reconsider')).headers.get('content-security-policy') ?? '';
      expect(policy).toContain(`frame-ancestors 'self' ${partner}`);
      expect((await get('/embed/nothing')).status).toBe(404);
    });
  });
});
