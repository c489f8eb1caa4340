import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokensIn } from '../support/mail-text.js';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { postForm } from '../support/visitor.js';

const path = '/admin/petitions/reconsider/figures';

describe('figures over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-figures-'));
  let database: TestDatabase;
  let server: Server;
  let owner: StaffVisitor;
  let viewer: StaffVisitor;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
    viewer = await owner.invites('viewer');
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const signs = async (email: string, source = '') => {
    const details = { givenName: 'Ada', familyName: 'Lovelace', email, country: 'FI', ...(source && { source }) };
    const answer = await fetch(`${server.url}/api/v1/petitions/reconsider/signatures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(details),
    });
    expect([answer.status, await answer.text()]).toEqual([202, expect.any(String)]);
  };
  const confirms = async (email: string, source = '') => {
    await signs(email, source);
    const { confirm } = tokensIn(await server.mailTo(email));
    expect((await postForm(`${server.url}/c/${confirm}`, {})).status).toBeLessThan(400);
  };

  /** Reads a stream as it comes. */
  async function watches(person: StaffVisitor) {
    const ending = new AbortController();
    const answer = await fetch(`${server.url}${path}/live/stream`, {
      headers: { cookie: person.cookie, accept: 'text/event-stream' },
      signal: ending.signal,
    });
    const seen = { text: '', ended: false };
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of answer.body ?? []) seen.text += decoder.decode(chunk, { stream: true });
      seen.ended = true;
    })().catch(() => undefined);
    return {
      answer,
      seen,
      reading,
      leave: async () => {
        ending.abort();
        await reading;
      },
    };
  }

  it('reach two watchers within seconds of a confirmation', async () => {
    const [one, other] = [await watches(owner), await watches(viewer)];
    expect(Object.fromEntries(one.answer.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    const both = (text: string) => () => one.seen.text.includes(text) && other.seen.text.includes(text);
    await until('the numbers of the moment', both('<strong>0</strong> signed'));
    await confirms('live@example.org');
    await until('the confirmation', both('<strong>1</strong> signed, <strong>1</strong> of them confirmed'), 10_000);
    // As its page says, nobody can be identified.
    expect(one.seen.text).not.toContain('live@');
    await one.leave();
    await other.leave();
  });

  it('do not count how long somebody watches as the time of a response', async () => {
    const counted = async () =>
      /^demarche_http_request_seconds_count\{[^}]*"GET"[^}]*200[^}]*\} (\d+)$/m.exec(
        await (await fetch(server.metricsUrl)).text(),
      )?.[1];
    const before = await counted();
    const stream = await watches(owner);
    await until('the numbers of the moment', () => stream.seen.text.includes('data:'));
    await stream.leave();
    const after = await counted();
    expect(after).toBe(before);
    await owner.looksAt(path);
    expect(Number(await counted())).toBe(Number(after) + 1);
  });

  it('are no page: what does not ask for events is refused', async () => {
    expect((await owner.looksAt(`${path}/live/stream`)).status).toBe(406);
    const head = await fetch(`${server.url}${path}/live/stream`, {
      method: 'HEAD',
      headers: { cookie: owner.cookie, accept: 'text/event-stream' },
    });
    expect(head.status).toBe(406);
    const stranger = await fetch(`${server.url}${path}/live/stream`, {
      headers: { accept: 'text/event-stream' },
      redirect: 'manual',
    });
    expect([stranger.status, await stranger.text()]).toEqual([303, expect.not.stringContaining('data:')]);
  });

  it('end when the session does', async () => {
    const leaver = await owner.invites('viewer', 'leaver@example.org');
    const stream = await watches(leaver);
    await until('the first numbers', () => stream.seen.text.includes('data:'));
    await leaver.sends('/admin/sign-out');
    await until('the end', () => stream.seen.ended, 20_000);
  });

  it('show the same numbers as page, table and picture, by names that say what is inside', async () => {
    for (let n = 0; n < 5; n++) await confirms(`radio${n}@example.org`, '=cmd()');
    await confirms('rare@example.org', 'my neighbour');
    const query = '?from=2026-01-01&to=2026-12-31&with=previous';
    const page = await viewer.looksAt(`${path}${query}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('None, or fewer than five');
    expect(page.text).not.toContain('my neighbour');
    for (const name of ['by-day', 'by-country', 'funnel', 'by-source', 'by-language'])
      for (const ending of ['csv', 'svg']) {
        const address = `${path}/${name}.${ending}${query}`;
        expect(page.text).toContain(address.replaceAll('&', '&amp;'));
        const { status, headers, text } = await viewer.looksAt(address);
        expect([status, headers.get('content-disposition')]).toEqual([
          200,
          `attachment; filename="reconsider-${name}-2026-01-01-2026-12-31.${ending}"`,
        ]);
        expect(text).not.toMatch(/my neighbour|@example|NaN|undefined/);
        if (ending === 'svg') expect(text).toMatch(/^<\?xml .*\n<svg xmlns=[^]*<\/svg>\n$/);
      }
    const bytes = Buffer.from(
      await (
        await fetch(`${server.url}${path}/by-source.csv${query}`, { headers: { cookie: viewer.cookie } })
      ).arrayBuffer(),
    );
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.toString()).toContain(`\r\n'=cmd(),5\r\n`);
    const countries = (await viewer.looksAt(`${path}/by-country.csv${query}`)).text;
    expect(countries).toMatch(/\r\nFinland,FI,7,0\r\n/);
    const days = (await viewer.looksAt(`${path}/by-day.csv${query}`)).text.trimEnd().split('\r\n');
    expect([days.length, days[1]?.split(',')[0], days.at(-1)?.split(',')[0]]).toEqual([
      366,
      '2026-01-01',
      '2026-12-31',
    ]);
    for (const ending of ['csv', 'svg']) {
      const { status, headers } = await viewer.looksAt(`${path}/live/by-hour.${ending}?day=2026-04-04`);
      expect([status, headers.get('content-disposition')]).toEqual([
        200,
        `attachment; filename="reconsider-by-hour-2026-04-04.${ending}"`,
      ]);
    }
  });

  it.each([
    ['?from=nonsense', 'Enter each day as a date'],
    ['?from=2026-02-30', 'Enter each day as a date'],
    ['?from=2026-05-02&to=2026-05-01', 'must not be after'],
    ['?from=2020-01-01&to=2026-05-01', 'at most 400 days'],
    ['?with=nowhere', 'no such petition'],
  ])('answer %s with the page and what is wrong', async (query, words) => {
    const { status, text } = await viewer.looksAt(`${path}${query}`);
    expect([status, text.includes(words), text.includes('role="alert"')]).toEqual([200, true, true]);
  });

  it('know neither other files nor other petitions', async () => {
    expect((await viewer.looksAt(`${path}/everything.csv`)).status).toBe(422);
    expect((await viewer.looksAt('/admin/petitions/nowhere/figures/by-day.csv')).status).toBe(404);
    expect((await viewer.looksAt('/admin/petitions/nowhere/figures/live')).status).toBe(404);
  });

  it('show letters by State, with a file for map and table', async () => {
    expect((await owner.looksAt('/admin/letters/figures')).text).toContain('not written to: ');
    const { text, headers } = await owner.looksAt('/admin/letters/figures/by-state.csv');
    expect(headers.get('content-disposition')).toMatch(/filename="reconsider-letters-by-state-\d{4}-\d\d-\d\d\.csv"/);
    expect(text).toMatch(/\r\nChad,TD,not written to,\r\n/);
    expect((await owner.looksAt('/admin/letters/figures/by-state.svg')).text).toContain('class="p-not_party"');
  });

  it('do not keep the program from stopping', async () => {
    const stream = await watches(owner);
    await until('the first numbers', () => stream.seen.text.includes('data:'));
    const begun = Date.now();
    expect(await server.stop()).toBe(0);
    await until('the end', () => stream.seen.ended);
    // Connections are kept for 72 seconds.
    expect(Date.now() - begun).toBeLessThan(20_000);
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
  });
});
