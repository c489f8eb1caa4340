import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { postForm, signBy } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

const settings = { ROLE: 'web', SMTP_URL: 'smtp://127.0.0.1:9', RATE_LIMIT_SIGNUPS: '2/10m' };
const doubted = (database: TestDatabase) =>
  ask<{ n: number }>(database.url, 'select count(*)::int as n from signature where shadow_rule is not null').then(
    ([row]) => row?.n,
  );
const notices = (database: TestDatabase) =>
  ask<{ code: string }>(database.url, 'select code from operator_notice order by code').then((rows) =>
    rows.map(({ code }) => code),
  );

describe('behind a proxy', () => {
  let database: TestDatabase;
  let server: Server;
  const start = async (more: Record<string, string>) => {
    database = await createStartedDatabase();
    server = await startServer({ ...settings, DATABASE_URL: database.url, ...more });
  };
  afterEach(async () => {
    await server.stop();
    await database.drop();
  });

  it('that is trusted, visitors are distinguished however it writes their addresses', async () => {
    await start({ TRUSTED_PROXIES: '127.0.0.1,::1' });
    const spellings = [
      '203.0.113.7:51234',
      '198.51.100.9',
      '"192.0.2.1"',
      '[2001:db8:1:2ff::1]:443',
      ' , 198.51.200.1:80',
      '198.18.0.1, 127.0.0.1:8080',
    ];
    for (const [n, address] of spellings.entries())
      for (const name of ['a', 'b'])
        await signBy(server.url, `${name}${n}-example@gmail.com`, {}, { 'x-forwarded-for': address });
    expect(await doubted(database)).toBe(0);
    expect(await notices(database)).toEqual([]);
  });

  it('that hides addresses, nobody is limited for others, and operators are notified', async () => {
    await start({ TRUSTED_PROXIES: '127.0.0.1,::1' });
    for (let n = 0; n < 5; n++)
      await signBy(server.url, `n${n}@example.org`, {}, { 'x-forwarded-for': n % 2 ? 'unknown' : '_hidden' });
    expect(await doubted(database)).toBe(0);
    expect(await notices(database)).toEqual(['proxy.unreadable_address']);
    expect(server.output()).toContain('cannot be read');
  });

  it('that is not trusted, operators are notified', async () => {
    await start({});
    await signBy(server.url, 'one@example.org', {}, { 'x-forwarded-for': '203.0.113.7' });
    expect(await notices(database)).toEqual(['proxy.untrusted']);
    expect(server.output()).toContain('TRUSTED_PROXIES');
  });

  it('a form that another website sends is refused', async () => {
    await start({});
    const fields = { givenName: 'Ada', familyName: 'Lovelace', email: 'foreign@example.org', country: 'GB' };
    const post = (headers: Record<string, string>) =>
      postForm(`${server.url}/petitions/reconsider/signatures`, fields, headers);
    expect((await post({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    for (const site of ['same-origin', 'same-site', 'none'])
      expect((await post({ 'sec-fetch-site': site })).status).toBe(303);
  });
});
