import { MailSink } from '../support/mail-sink.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { countAt, postForm, press } from '../support/visitor.js';
import { ask, ownChecksums } from '../support/whole-database.js';

const filled = {
  givenName: 'Ada',
  familyName: 'Lovelace',
  email: 'ada@example.org',
  country: 'GB',
  consents: ['signature:2026-11'],
};

describe('the form without JavaScript', () => {
  let database: TestDatabase;
  let sink: MailSink;
  let server: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    sink = await MailSink.start();
    server = await startServer({
      DATABASE_URL: database.url,
      SMTP_URL: sink.url,
      RATE_LIMIT_SIGNUPS: '4/10m',
      MIN_FILL_SECONDS: '0',
    });
  });
  afterAll(async () => {
    await server.stop();
    await sink.stop();
    await database.drop();
  });

  const post = (fields: Record<string, string | string[]>, headers: Record<string, string> = {}) =>
    postForm(`${server.url}/petitions/reconsider/signatures`, fields, headers);
  const tag = (html: string, start: RegExp): string =>
    new RegExp(`<(?:input|select|textarea)(?:[^>"]|"[^"]*")*${start.source}(?:[^>"]|"[^"]*")*>`).exec(html)?.[0] ?? '';
  const linksOf = async (address: string) => {
    const mail = await until(`a mail to ${address}`, () => sink.to(address).at(-1));
    const link = (path: string) => new RegExp(`https?:\\S+/${path}/[\\w-]+`).exec(mail.text ?? '')?.[0] ?? '';
    return { confirm: link('c'), disown: link('d'), unsubscribe: link('u') };
  };

  it('leads from the form to the thanks, from the email to the question, and from its button to the number', async () => {
    const page = await (await fetch(`${server.url}/petitions/reconsider`)).text();
    const stamp = /name="stamp" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const sent = await post({ ...filled, stamp, locale: 'en' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/petitions/reconsider/thanks?lang=en']);
    expect((await fetch(`${server.url}/petitions/reconsider/thanks?lang=en`)).status).toBe(200);
    const { confirm } = await linksOf('ada@example.org');
    const question = await (await fetch(confirm)).text();
    expect(question).toContain('Ada Lovelace');
    expect(question).toMatch(/<form method="post">.*<button/);
    const pressed = await press(confirm);
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, new URL(confirm).pathname]);
    expect(await (await fetch(confirm)).text()).toContain('You are number 1.');
    expect(await countAt(server.url)).toBe(1);
    expect(await ask(database.url, `select method, given from consent`)).toEqual([{ method: 'form', given: true }]);
  });

  it('keeps what was typed and says beside each field what needs another look', async () => {
    const typed = {
      ...filled,
      givenName: 'A"<b>&\u001b',
      email: 'ada@',
      country: '',
      postalCode: 'SW1A',
      comment: 'My <i>reason</i>',
      showName: 'true',
    };
    const answer = await post(typed);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(tag(html, /name="familyName"/)).toContain('value="Lovelace"');
    expect(tag(html, /name="postalCode"/)).toContain('value="SW1A"');
    expect(tag(html, /name="email"/)).toContain('value="ada@"');
    expect(tag(html, /name="givenName"/)).toContain('A&quot;&lt;b>&amp;');
    expect(html).toContain('My &lt;i>reason&lt;/i>');
    expect(tag(html, /name="showName"/)).toContain('checked');
    for (const name of ['givenName', 'email', 'country']) {
      const field = tag(html, new RegExp(`id="${name}"`));
      expect(field).toContain('aria-invalid="true"');
      const described = /aria-describedby="([^"]*)"/.exec(field)?.[1]?.split(' ') ?? [];
      expect(described).toContain(`${name}-fault`);
      for (const id of described) expect(html).toContain(`id="${id}"`);
    }
    for (const name of ['familyName', 'postalCode'])
      expect(tag(html, new RegExp(`id="${name}"`))).not.toContain('aria-invalid');
    expect(html).toMatch(/role="alert"/);
    expect(html).not.toContain('<b>');
  });

  it('takes a person with one name, and asks for no more', async () => {
    const page = await (await fetch(`${server.url}/petitions/reconsider`)).text();
    expect(tag(page, /name="givenName"/)).toContain('required');
    expect(tag(page, /name="familyName"/)).not.toContain('required');
    expect(
      (await post({ ...filled, givenName: 'Sukarno\u2028', familyName: '', email: 'mononym@example.org' })).status,
    ).toBe(303);
    expect(
      await ask(
        database.url,
        `select given_name, family_name from signature g join supporter s on s.id = g.supporter_id where email like 'mononym%'`,
      ),
    ).toEqual([{ given_name: 'Sukarno', family_name: '' }]);
  });

  it.each([
    ['/petitions/reconsider/', '/petitions/reconsider'],
    ['/petitions/reconsider.', '/petitions/reconsider'],
    ['/petitions/Reconsider', '/petitions/reconsider'],
    ['/PETITIONS/reconsider),?lang=fr&source=Poster', '/petitions/reconsider?lang=fr&source=Poster'],
    ['/me/', '/me'],
    ['/Petitions/Reconsider/Sign/', '/petitions/reconsider/sign'],
  ])('leads from %s, as people print and paste it, to %s', async (typed, meant) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await fetch(server.url + typed, { method, redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([301, meant]);
    }
    expect((await fetch(server.url + typed)).status).toBe(200);
    const elsewhere = await fetch(`${server.url}//evil.example/x/`, { redirect: 'manual' });
    expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([404, null]);
  });

  it('speaks the language of the form, also when something is missing', async () => {
    const html = await (await post({ ...filled, email: '' }, { 'accept-language': 'fr' })).text();
    expect(html).toContain('<html lang="fr">');
    expect(html).not.toMatch(/is required|there is a problem/i);
  });

  it('asks once whether a domain was mistyped, and accepts the second try', async () => {
    const typo = { ...filled, email: 'typo@gmial.com' };
    const asked = await post(typo);
    expect([asked.status, (await asked.text()).includes('typo@gmail.com')]).toEqual([422, true]);
    expect((await post({ ...typo, emailAsTyped: '1' })).status).toBe(303);
  });

  it('ignores fields it does not know and takes the last of a field given twice', async () => {
    expect(
      (await post({ ...filled, email: ['first@example.org', 'second@example.org'], isAdmin: '1', __proto__x: 'y' }))
        .status,
    ).toBe(303);
    expect(
      await ask(database.url, `select email from supporter where email in ('first@example.org', 'second@example.org')`),
    ).toEqual([{ email: 'second@example.org' }]);
  });

  it('looks successful above the limit, and says so above ten times the limit', async () => {
    const statuses: number[] = [];
    let last: Response | undefined;
    for (let n = 0; n < 40; n++)
      statuses.push(
        (last = await post({ ...filled, email: `many.${n}@example.org` }, { 'x-forwarded-for': `198.51.100.${n}` }))
          .status,
      );
    expect(new Set(statuses.slice(0, 20))).toEqual(new Set([303]));
    expect(statuses.at(-1)).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last?.headers.get('content-type')).toMatch(/^text\/html/);
    // A header anyone can write is no way round the limit: no proxy is trusted here.
    const rows = await ask<{ rule: string; n: number }>(
      database.url,
      `select shadow_rule as rule, count(*)::int as n from signature where shadow_rule is not null group by 1`,
    );
    expect(rows).toEqual([{ rule: 'range_limit', n: 36 }]);
  });

  describe('and its emailed links', () => {
    it.each(['GET', 'HEAD'])('change nothing when they are fetched with %s by a scanner', async (method) => {
      const links = await linksOf('second@example.org');
      await until(
        'the counts are folded',
        async () => (await ask(database.url, 'select 1 from count_delta')).length === 0,
      );
      const before = await ownChecksums(database.url);
      for (const link of [links.confirm, links.disown])
        expect((await fetch(link, { method, headers: { purpose: 'prefetch' } })).status).toBe(200);
      expect(await ownChecksums(database.url)).toEqual(before);
    });

    it.each(['c', 'd', 'u'])(
      'of kind /%s answer forged, foreign and truncated tokens with a 404 page, and API clients with a problem',
      async (path) => {
        const { confirm, disown } = await linksOf('second@example.org');
        const foreign = (path === 'c' ? disown : confirm).split('/').at(-1) ?? '';
        for (const token of [
          foreign,
          foreign.slice(0, -1),
          `${foreign}A`,
          'x',
          '%00',
          '..%2f..',
          'é',
          'A'.repeat(190),
        ]) {
          for (const method of ['GET', 'POST']) {
            const page = await fetch(`${server.url}/${path}/${token}`, { method });
            expect([token, page.status, page.headers.get('content-type')]).toEqual([
              token,
              404,
              'text/html; charset=utf-8',
            ]);
          }
        }
        const problem = await fetch(`${server.url}/${path}/x`, { headers: { accept: 'application/json' } });
        expect(await problem.json()).toMatchObject({ status: 404, code: 'link.invalid' });
      },
    );

    it('unsubscribe with one POST of an email client, according to RFC 8058', async () => {
      const mail = await until('a mail', () => sink.to('second@example.org').at(-1));
      const list = mail.headers.get('list') as { unsubscribe?: { url?: string } } | undefined;
      const answer = await postForm(list?.unsubscribe?.url ?? '', { 'List-Unsubscribe': 'One-Click' });
      expect(answer.status).toBe(200);
      expect(await ask(database.url, 'select reason from mail_suppression')).toEqual([{ reason: 'unsubscribed' }]);
    });

    it('erase at the press of a button', async () => {
      const { confirm, disown } = await linksOf('second@example.org');
      expect((await press(disown)).status).toBeLessThan(400);
      expect(await ask(database.url, `select id from supporter where email = 'second@example.org'`)).toEqual([]);
      expect((await fetch(confirm)).status).toBe(404);
      expect((await press(disown)).status).toBeLessThan(400);
    });
  });
});
