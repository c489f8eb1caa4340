import { DataFolder } from '../support/data-folder.js';
import { Load } from '../support/load.js';
import { failedStart, freePort, startServer } from '../support/server.js';
import { until } from '../support/until.js';
import { confirmLinkIn, countAt, press, signBy } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

const quiet = { RATE_LIMIT_SIGNUPS: 'off', LOG_LEVEL: 'warn' };

describe('starting on nothing', () => {
  const folder = new DataFolder();
  const settings = { ...quiet, DATA_DIR: folder.path };
  afterAll(() => folder.destroy());

  it('signs, mails, confirms and counts on a real database and a real mail server, from a path with blanks', async () => {
    const server = await startServer(settings);
    expect((await signBy(server.url, 'ada@example.org')).status).toBe(202);
    const link = confirmLinkIn((await server.mailTo('ada@example.org')).text);
    expect(link).toMatch(new RegExp(`^${server.url}/c/`));
    expect(await countAt(server.url)).toBe(0);
    expect((await press(link)).status).toBe(303);
    expect(await countAt(server.url)).toBe(1);
    expect(await server.stop()).toBe(0);
    expect(await folder.startDatabase()).toMatchObject({ started: true });
    await folder.stopDatabase();
  });

  it('finds everything again at the second start: signature, links and text', async () => {
    const server = await startServer(settings);
    expect(await countAt(server.url)).toBe(1);
    await signBy(server.url, 'ada@example.org');
    await until('the second mail to Ada', async () =>
      (await server.mailTo('ada@example.org')).subject.startsWith('You have already signed'),
    );
    await server.stop();
  });

  it('loses nothing to a SIGKILL: the next start takes over the database left behind', async () => {
    const killed = await startServer(settings);
    await signBy(killed.url, 'before-the-kill@example.org');
    await killed.kill();
    expect(await folder.startDatabase()).toMatchObject({ started: false });
    const next = await startServer(settings);
    expect(await countAt(next.url)).toBe(1);
    const { url } = await folder.startDatabase();
    expect(
      await ask(
        url,
        `select status from signature g join supporter s on s.id = g.supporter_id where s.email like 'before-%'`,
      ),
    ).toEqual([{ status: 'pending' }]);
    expect(await next.stop()).toBe(0);
    expect(await folder.startDatabase()).toMatchObject({ started: true });
    await folder.stopDatabase();
  });

  it('drains at SIGTERM under load: what was answered 202 is stored, the exit code is 0, the database is gone', async () => {
    const server = await startServer(settings);
    const load = new Load(() => server.url, 'drain');
    await until('the load is under way', () => load.accepted.length > 300);
    const code = await server.stop();
    await load.stop();
    const { url, started } = await folder.startDatabase();
    expect([code, started]).toEqual([0, true]);
    const rows = await ask<{ email: string }>(url, `select email from supporter where email like 'drain.%'`);
    const stored = new Set(rows.map(({ email }) => email));
    expect(load.accepted.filter((email) => !stored.has(email))).toEqual([]);
    expect(load.others.filter((other) => other !== 'broken' && other !== 503)).toEqual([]);
    await folder.stopDatabase();
  });

  describe('while it runs', () => {
    let server: Awaited<ReturnType<typeof startServer>>;
    const other = new DataFolder();
    beforeAll(async () => {
      server = await startServer(settings);
    });
    afterAll(async () => {
      await server?.stop();
      await other.destroy();
    });

    it('refuses a second start on the same data folder in one sentence', async () => {
      const { code, said } = await failedStart({
        ...settings,
        PORT: String(await freePort()),
        MAILBOX_PORT: String(await freePort()),
      });
      expect([code, said.split('\n')]).toEqual([
        1,
        [expect.stringMatching(/^The data folder .* is in use by another Demarche process\..*DATA_DIR/)],
      ]);
      expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    });

    it('runs beside a second one with other ports and another folder', async () => {
      const second = await startServer({ ...quiet, DATA_DIR: other.path });
      await signBy(second.url, 'second@example.org');
      expect((await press(confirmLinkIn((await second.mailTo('second@example.org')).text))).status).toBe(303);
      expect([await countAt(server.url), await countAt(second.url)]).toEqual([1, 1]);
      expect(await second.stop()).toBe(0);
    });
  });
});
