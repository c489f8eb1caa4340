import { MailSink } from '../support/mail-sink.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { confirmLinkIn, countAt, press, signBy } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

describe('several processes on one database', () => {
  let database: TestDatabase;
  let sink: MailSink;
  let webs: [Server, Server];
  let worker: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    sink = await MailSink.start();
    const shared = {
      DATABASE_URL: database.url,
      SMTP_URL: sink.url,
      SECRET_KEY: 'a key that all processes of one installation share',
      PUBLIC_URL: 'https://campaign.example.org',
      RATE_LIMIT_SIGNUPS: 'off',
      LOG_LEVEL: 'warn',
      // A standby that is away: nothing depends on it.
      DATABASE_REPLICA_URL: 'postgresql://nobody@127.0.0.1:1/nowhere',
    };
    const [one, two, three] = await Promise.all(
      ['web', 'web', 'worker'].map((ROLE) => startServer({ ...shared, ROLE })),
    );
    webs = [local(one!), local(two!)];
    worker = local(three!);
  });
  afterAll(async () => {
    await Promise.all([...webs, worker].map((server) => server.stop()));
    await sink.stop();
    await database.drop();
  });

  /** Behind the public address the processes listen on ports of their own. */
  const local = (server: Server): Server => ({ ...server, url: `http://127.0.0.1:${server.port}` });
  const linkTo = async (address: string, at: Server): Promise<string> => {
    const mail = await until(`a mail to ${address}`, () => sink.to(address)[0]);
    const link = confirmLinkIn(mail.text);
    expect(link).toMatch(/^https:\/\/campaign\.example\.org\/c\//);
    return link.replace('https://campaign.example.org', at.url);
  };

  it('sign at one, get the email from the worker, confirm at the other, and are counted at both within two seconds', async () => {
    const [first, second] = webs;
    expect(await Promise.all(webs.map(({ url }) => countAt(url)))).toEqual([0, 0]);
    expect((await signBy(first.url, 'ada@example.org')).status).toBe(202);
    expect((await press(await linkTo('ada@example.org', second))).status).toBe(303);
    expect(await countAt(second.url)).toBe(1);
    // A page made by another process may be a second old; two are the promise.
    await until('the other process shows the number', async () => (await countAt(first.url)) === 1, 2_000);
    expect(sink.to('ada@example.org')).toHaveLength(1);
  });

  it('count one person once, however the two are mixed', async () => {
    const [first, second] = webs;
    await Promise.all([first, second, first, second].map(({ url }) => signBy(url, 'both@example.org')));
    const link = await linkTo('both@example.org', first);
    await Promise.all([press(link), press(link.replace(first.url, second.url))]);
    expect(await ask(database.url, `select count(*)::int as n from signature where status = 'confirmed'`)).toEqual([
      { n: 2 },
    ]);
    expect(await countAt(first.url)).toBe(2);
  });

  it('fold the counts in the worker while the number stays', async () => {
    await until(
      'the counts are folded',
      async () => (await ask(database.url, 'select 1 from count_delta')).length === 0,
    );
    expect(await ask(database.url, 'select sum(confirmed)::int as n from count_total')).toEqual([{ n: 2 }]);
    expect(await countAt(webs[1].url)).toBe(2);
  });

  it('can be monitored separately, the worker too', async () => {
    for (const { url, metricsUrl } of [...webs, worker]) {
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      expect(await (await fetch(metricsUrl)).text()).toContain('demarche_signups_total');
    }
  });

  it('write no address of a signer into a log', () => {
    for (const server of [...webs, worker]) expect(server.output()).not.toMatch(/ada@|both@|Lovelace/);
  });
});
