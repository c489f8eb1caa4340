import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locales } from '../../src/platform/http/locale.js';
import { startServer, type Server } from '../support/server.js';
import { ask } from '../support/whole-database.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { postForm } from '../support/visitor.js';

const password = 'a long password for tests';
const ukraine = 'ukraine-announce-withdrawal';
const script = '<script>alert(1)</script>';
const draft = {
  slug: 'norway-debates',
  revision: '0',
  addresseeKind: 'state',
  state: 'NO',
  act_debate: 'yes',
  basis: 'CCM-20',
  letterSection: 'CCM/ask',
  title_en: `Norway: debate ${script}`,
  ask_en: `We ask Norway to debate. ${script}`,
  reasons_en: `In our opinion it should. ${script}`,
  law_en: `Article 20 gives the right to withdraw. [CCM-20] ${script}`,
  source_en: `Somebody ${script}`,
};

interface Person {
  cookie: string;
  csrf: string;
}

describe('demands over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-asks-'));
  let database: TestDatabase;
  let server: Server;
  let owner: Person;
  let second: Person;
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server.url}${path}`, { headers, redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const send = async ({ cookie, csrf }: Person, path: string, fields: Record<string, string> = {}) => {
    const answer = await postForm(`${server.url}/admin/demands${path}`, { _csrf: csrf, ...fields }, { cookie });
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
  };
  async function joins(link: string, email: string): Promise<Person> {
    await (await postForm(link, { name: 'Somebody', email, password })).text();
    const signedIn = await postForm(`${server.url}/admin/sign-in`, { email, password });
    await signedIn.text();
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { text } = await read('/admin', { cookie });
    return { cookie, csrf: /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '' };
  }

  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await joins(server.setupLink, 'owner@example.org');
    const answer = await postForm(
      `${server.url}/admin/staff`,
      { _csrf: owner.csrf, email: 'second@example.org', role: 'campaigner' },
      { cookie: owner.cookie },
    );
    second = await joins(/<code>([^<]+)<\/code>/.exec(await answer.text())?.[1] ?? '', 'second@example.org');
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are read by everybody in every language: opinion marked as opinion, the law beside it with its sources', async () => {
    for (const locale of locales) {
      const list = await read(`/demands?lang=${locale}`);
      expect([locale, list.status]).toEqual([locale, 200]);
      const page = await read(`/demands/${ukraine}?lang=${locale}`);
      expect([locale, page.status]).toEqual([locale, 200]);
      for (const { text } of [list, page]) {
        expect(text).toContain(`<html lang="${locale}"`);
        expect(text).not.toMatch(/undefined|\[object|[\uE0E0\uE0E1]/);
      }
      for (const key of ['APMBC-20', 'VCLT-68', 'C25', 'C34', 'C32']) expect(page.text).toContain(`id="source-${key}"`);
    }
    const { text } = await read(`/demands/${ukraine}?lang=en`);
    expect(text).toContain('Opinion of the campaign, stated on');
    expect(text).toContain('without a second six months');
    expect(text).toContain('including the obligation not to use anti-personnel mines');
    expect(text).toContain('does not publish which letters it has sent');
  });

  it('are found from the menu, from the page of a State, and from the open data', async () => {
    expect((await read('/?lang=en')).text).toContain('href="/demands?lang=en"');
    expect((await read('/states/UA?lang=en')).text).toContain(`href="/demands/${ukraine}?lang=en"`);
    expect((await read('/states/US?lang=en')).text).not.toContain('id="demands"');
    expect((await read('/data?lang=en')).text).toContain('/api/v1/demands?format=csv');
  });

  it('are pointed to by petitions, statements and the plan, and point back', async () => {
    expect((await read(`/demands/${ukraine}?lang=en`)).text).toContain('href="/petitions/reconsider?lang=en"');
    const { cookie } = owner;
    expect((await read('/admin/plan', { cookie })).text).toContain(`href="/admin/demands/${ukraine}"`);
    const statement = { slug: 'on-ukraine', title_en: 'On Ukraine', body_en: 'Our opinion.', demand: ukraine };
    const post = (path: string, fields: Record<string, string>) =>
      postForm(`${server.url}/admin/texts${path}`, { _csrf: owner.csrf, ...fields }, { cookie });
    const refused = await post('', { ...statement, demand: 'of-nobody' });
    expect([refused.status, (await refused.text()).includes('id="demand-fault"')]).toEqual([422, true]);
    await (await post('', statement)).text();
    expect((await read(`/demands/${ukraine}?lang=en`)).text).not.toContain('On Ukraine');
    await (await post('/on-ukraine/publish', {})).text();
    expect((await read(`/demands/${ukraine}?lang=en`)).text).toContain('href="/statements/on-ukraine?lang=en"');
    expect((await read('/statements/on-ukraine?lang=en')).text).toContain(`href="/demands/${ukraine}?lang=en"`);
  });

  it.each(locales)('are followed by feed readers and calendars (%s)', async (locale) => {
    const feed = await read(`/demands.atom?lang=${locale}`);
    expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
    expect(feed.text).toContain(`/demands/${ukraine}?lang=${locale}`);
    expect(feed.text).not.toMatch(/undefined|\[object|[\uE0E0\uE0E1]/);
    const ids = [...feed.text.matchAll(/<id>(urn:[^<]+)<\/id>/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThanOrEqual(6);
    expect(new Set(ids).size).toBe(ids.length);
    const calendar = (await read(`/calendar.ics?lang=${locale}`)).text;
    expect(calendar).toMatch(new RegExp(`UID:demand-${ukraine}@[\\s\\S]*?DTSTART;VALUE=DATE:20270404`));
  });

  it('come as JSON that is not sent twice, and as CSV with a line for each addressee', async () => {
    const first = await read('/api/v1/demands?lang=fr');
    const etag = first.headers.get('etag') ?? '';
    expect((await read('/api/v1/demands?lang=fr', { 'if-none-match': etag })).status).toBe(304);
    const { demands } = JSON.parse(first.text) as {
      demands: { addressee: { name: string }; addresseeCount: number }[];
    };
    const lines = (await read('/api/v1/demands?format=csv')).text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + demands.reduce((sum, { addresseeCount }) => sum + addresseeCount, 0));
    const missing = await read('/api/v1/demands/none');
    expect([missing.status, (JSON.parse(missing.text) as { code: string }).code]).toEqual([404, 'demand.not_found']);
    expect((await read('/demands/none')).status).toBe(404);
  });

  it('are written by staff; an error stands beside its field, and what was typed is kept', async () => {
    const refused = await send(owner, '', { ...draft, state: 'XX', title_fr: '', ask_fr: 'Nous demandons.' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('id="title_fr-fault"');
    expect(refused.text).toContain('We ask Norway to debate. &lt;script>');
    expect((await send(owner, '', { ...draft, state: 'XX' })).text).toContain('id="state-fault"');
    const noActs = await send(owner, '', { ...draft, act_debate: '' });
    expect(noActs.text).toContain('id="acts-fault"');
    expect((await send(owner, '', { ...draft, reasons_en: 'x'.repeat(20_000) })).text).toContain(
      'id="reasons_en-fault"',
    );
    expect((await send(owner, '', { ...draft, reasons_en: 'x'.repeat(5_000_000) })).status).toBe(413);
    expect((await send(owner, '', { ...draft, basis: 'C999' })).text).toContain('it is not in the register');
  });

  it('fit the form in six languages and any script', async () => {
    const long = Object.fromEntries(
      locales.flatMap((locale) => [
        [`title_${locale}`, 'Назва'],
        [`ask_${locale}`, 'Прохання '.repeat(100)],
        [`reasons_${locale}`, 'Причина '.repeat(1000)],
        [`law_${locale}`, `${'Право '.repeat(1000)} [CCM-20]`],
      ]),
    );
    const saved = await send(owner, '', { ...draft, slug: 'in-all-languages', ...long });
    expect([saved.status, saved.location]).toEqual([303, '/admin/demands/in-all-languages']);
    const form = await read('/admin/demands/in-all-languages/edit', { cookie: owner.cookie });
    expect(form.text).toContain('value="1"');
  });

  it('are public once published, escaped, and show at once where they were shown before', async () => {
    expect((await send(owner, '', draft)).status).toBe(303);
    const before = await read('/demands?lang=en');
    expect((await read('/demands/norway-debates')).status).toBe(404);
    expect(before.text).not.toContain('norway-debates');
    expect((await send(owner, '/norway-debates/publish')).location).toContain('done=published');
    expect((await read('/demands?lang=en')).text).toContain('norway-debates');
    expect((await read('/states/NO?lang=en')).text).toContain('norway-debates');
    const page = await read('/demands/norway-debates?lang=de');
    expect(page.text).not.toContain(script);
    expect(page.text).toContain('<p lang="en" dir="ltr">In our opinion it should.');
    expect((await read('/demands/norway-debates?lang=en')).text).toContain('in the name of: Somebody &lt;script>');
    expect((await send(owner, '', { ...draft, revision: '1' })).status).toBe(409);
    expect((await read('/admin/demands/norway-debates/edit', { cookie: owner.cookie })).status).toBe(409);
  });

  it('are met by evidence that a second person confirms', async () => {
    // The day in the campaign's time zone, which may be ahead of UTC.
    const [published] = await ask<{ today: string }>(
      database.url,
      `select to_char(stated_on, 'YYYY-MM-DD') as today from demand where slug = 'norway-debates'`,
    );
    const today = published?.today ?? '';
    const evidence = {
      state: 'NO',
      act: 'debate',
      happenedOn: today,
      statement: 'The parliament debated it.',
      sourceTitle: 'Minutes',
      sourceUrl: 'https://example.org/minutes',
    };
    const wrong = await send(owner, '/norway-debates/evidence', { ...evidence, sourceUrl: 'minutes' });
    expect([wrong.status, wrong.text.includes('id="sourceUrl-fault"')]).toEqual([422, true]);
    expect((await send(owner, '/norway-debates/evidence', evidence)).status).toBe(303);
    const { text } = await read('/admin/demands/norway-debates', { cookie: owner.cookie });
    expect(text).toContain('You recorded this. Another person must confirm it.');
    const seen = await read('/admin/demands/norway-debates', { cookie: second.cookie });
    const at = /\/norway-debates\/evidence\/\d+\/decide/.exec(seen.text)?.[0] ?? '';
    expect((await send(owner, at, { decision: 'confirmed' })).status).toBe(409);
    expect((await read('/demands/norway-debates?lang=en')).text).not.toContain('The parliament debated it.');
    expect((await send(second, at, { decision: 'confirmed' })).status).toBe(303);
    const page = (await read('/demands/norway-debates?lang=en')).text;
    expect(page).toContain('The parliament debated it.');
    expect(page).toContain('<strong>Status: Met</strong>');
  });

  it('are withdrawn with a reason that everybody reads, and replaced by another that says so', async () => {
    expect((await send(owner, '/norway-debates/withdraw', { reason: '' })).text).toContain('id="reason-fault"');
    const reason = 'It asked too little.';
    const unsure = await send(owner, '/norway-debates/withdraw', { reason, confirm: 'norway' });
    expect([unsure.status, unsure.text.includes('id="confirm-fault"'), unsure.text.includes(reason)]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await send(owner, '/norway-debates/withdraw', { reason, confirm: 'norway-debates' })).status).toBe(303);
    expect((await read('/demands/norway-debates?lang=en')).text).toContain('It asked too little.');
    const form = await read('/admin/demands/new?replaces=norway-debates', { cookie: owner.cookie });
    expect(form.text).toContain('We ask Norway to debate. &lt;script>');
    const next = { ...draft, slug: 'norway-debates-again', replaces: 'norway-debates' };
    expect((await send(owner, '', next)).status).toBe(303);
    expect((await send(owner, '/norway-debates-again/publish')).status).toBe(303);
    expect((await read('/demands/norway-debates?lang=en')).text).toContain(
      'href="/demands/norway-debates-again?lang=en"',
    );
    expect((await read('/states/NO?lang=en')).text).not.toContain('href="/demands/norway-debates?lang=en"');
  });
});
