import { DataFolder } from '../support/data-folder.js';
import { MailSink } from '../support/mail-sink.js';
import { startServer, type Server } from '../support/server.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { confirmLinkIn, countAt, press, signBy } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

const settings = { RATE_LIMIT_SIGNUPS: 'off', LOG_LEVEL: 'error' };

describe('while the mail server', () => {
  let database: TestDatabase;
  let sink: MailSink;
  let server: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    sink = await MailSink.start();
    server = await startServer({ ...settings, DATABASE_URL: database.url, SMTP_URL: sink.url });
  });
  afterAll(async () => {
    await server.stop();
    await sink.stop();
    await database.drop();
  });

  const mailTo = async (email: string) => {
    const text = `select m.status, m.attempts, m.smtp_code as code, m.answer_rule as rule, m.due_at > now() as later from outbox_mail m
      join signature g on g.id = m.subject_id join supporter s on s.id = g.supporter_id where s.email = $1`;
    return (
      await ask<{ status: string; attempts: number; code: number | null; rule: string | null; later: boolean }>(
        database.url,
        text,
        [email],
      )
    )[0];
  };
  const settled = (email: string) =>
    until('the answer is written down', async () => {
      const row = await mailTo(email);
      return row && row.rule !== null && row.status !== 'sending' && row;
    });

  it('refuses permanently, people sign as always and the refusal is recorded', async () => {
    sink.behave = (stage) => (stage === 'RCPT TO' ? { code: 550, text: '5.1.1 no such user' } : 'accept');
    expect((await signBy(server.url, 'refused@example.org')).status).toBe(202);
    expect(await settled('refused@example.org')).toMatchObject({
      status: 'failed',
      attempts: 1,
      code: 550,
      rule: 'mailbox_unknown',
    });
  });

  it('refuses for now, the email waits for its next try', async () => {
    sink.behave = (stage) => (stage === 'DATA' ? { code: 451, text: '4.3.0 try later' } : 'accept');
    expect((await signBy(server.url, 'later@example.org')).status).toBe(202);
    expect(await settled('later@example.org')).toMatchObject({ status: 'queued', attempts: 1, code: 451, later: true });
  });

  it('is unavailable, people sign as always, and the emails are sent automatically when it is back', async () => {
    sink.behave = () => 'accept';
    await sink.stop();
    expect((await signBy(server.url, 'patient@example.org')).status).toBe(202);
    expect(await settled('patient@example.org')).toMatchObject({
      status: 'queued',
      attempts: 0,
      rule: 'server_not_reached',
    });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    await sink.listen();
    const mail = await until('the mail', () => sink.to('patient@example.org')[0]);
    expect((await press(confirmLinkIn(mail.text))).status).toBe(303);
  });

  it('accepts emails and never answers, others still get theirs', async () => {
    sink.behave = (_, to) => (to.startsWith('stuck') ? 'hang' : 'accept');
    for (let n = 0; n < 4; n++) await signBy(server.url, `stuck.${n}@example.org`);
    await signBy(server.url, 'free@example.org');
    await until('the mail beside the stuck ones', () => sink.to('free@example.org')[0]);
    // Broken connections, so that the server below need not wait for the time limit of each.
    await sink.stop();
    await sink.listen();
    sink.behave = () => 'accept';
  });
});

describe('while the database is unavailable', () => {
  const folder = new DataFolder();
  let sink: MailSink;
  let cable: TcpProxy;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    ({ url } = await folder.startDatabase());
    cable = new TcpProxy(Number(new URL(url).port));
    await cable.open();
    sink = await MailSink.start();
    const through = new URL(url);
    through.port = String(cable.port);
    server = await startServer({ ...settings, DATABASE_URL: through.href, SMTP_URL: sink.url });
  });
  afterAll(async () => {
    await server.stop();
    await cable.cut();
    await sink.stop();
    await folder.destroy();
  });

  const ready = async (): Promise<number> => (await fetch(`${server.url}/health/ready`)).status;
  const worksAgain = async (email: string) => {
    await until('it is ready', async () => (await ready()) === 200);
    expect((await signBy(server.url, email)).status).toBe(202);
    const mail = await until('the mail', () => sink.to(email)[0]);
    const before = await countAt(server.url);
    expect((await press(confirmLinkIn(mail.text))).status).toBe(303);
    expect(await countAt(server.url)).toBe(before + 1);
  };

  it('answers 503 with Retry-After to a form, an API client and an emailed link, reports it to monitoring, and recovers automatically', async () => {
    await signBy(server.url, 'linked@example.org');
    const link = confirmLinkIn((await until('the mail', () => sink.to('linked@example.org')[0])).text);
    const seen = `${server.url}/petitions/reconsider?lang=fr`;
    expect(await (await fetch(seen)).text()).not.toContain('Situation à 20');
    await folder.stopDatabase();
    await cable.cut();
    // For a second it is still fresh.
    const asItWas = await until('the page is not fresh any more', async () => {
      const answer = await fetch(seen);
      return answer.headers.get('cache-control') === 'no-store' && answer;
    });
    expect(asItWas.status).toBe(200);
    expect(await asItWas.text()).toMatch(/Situation à 20\d\d-\d\d-\d\d \d\d:\d\d \(UTC\)/);
    const refused = await signBy(server.url, 'during@example.org');
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('content-type')]).toEqual([
      503,
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^application\/problem\+json/),
    ]);
    expect(await refused.json()).toMatchObject({ code: 'server.unavailable' });
    for (const answer of [
      await fetch(link),
      await press(link),
      await fetch(`${server.url}/petitions/reconsider?lang=es`),
    ]) {
      expect([answer.status, answer.headers.get('retry-after') === null]).toEqual([503, false]);
    }
    expect([await ready(), (await fetch(`${server.url}/health/live`)).status]).toEqual([503, 200]);
    const back = await folder.startDatabase();
    cable.target = Number(new URL(back.url).port);
    url = back.url;
    await cable.open();
    await worksAgain('after@example.org');
    expect(await (await fetch(seen)).text()).not.toContain('Situation à 20');
    expect((await press(link)).status).toBe(303);
  });

  it('answers requests in flight when it stops: accepted ones are stored, the rest are asked to retry', async () => {
    const statuses: number[] = [];
    let cut = false;
    // One after the other, so that some are answered before the cable is cut and some are under way.
    const signing = Array.from({ length: 4 }, async (_, lane) => {
      for (let n = lane; n < 60 || !cut; n += 4) {
        statuses[n] = (await signBy(server.url, `midway.${n}@example.org`)).status;
        if (cut && n >= 60) return;
      }
    });
    await until('some are accepted', () => statuses.filter((status) => status === 202).length > 5);
    await cable.cut();
    cut = true;
    await Promise.all(signing);
    await cable.open();
    expect(new Set(statuses)).toEqual(new Set([202, 503]));
    const rows = await ask<{ email: string }>(url, `select email from supporter where email like 'midway.%'`);
    const stored = new Set(rows.map(({ email }) => email));
    expect(
      statuses.flatMap((status, n) => (status === 202 && !stored.has(`midway.${n}@example.org`) ? [n] : [])),
    ).toEqual([]);
    await worksAgain('again@example.org');
  });

  it('notices within ten seconds that the database has fallen silent: then nobody waits, and pages are shown as they were', async () => {
    const seen = `${server.url}/petitions/reconsider?lang=fr`;
    await fetch(seen);
    const timed = async (url: string, headers: Record<string, string> = {}) => {
      const before = performance.now();
      const { status } = await fetch(url, { headers });
      return { status, milliseconds: performance.now() - before };
    };
    cable.muted = true;
    const since = performance.now();
    // It waits for the silent server, and is let go with the others.
    const caught = timed(`${server.url}/petitions/reconsider?lang=ar`);
    await until('it is noticed', async () => (await fetch(seen)).headers.get('cache-control') === 'no-store');
    expect((await caught).status).toBe(503);
    expect(performance.now() - since).toBeLessThan(10_000);
    const all = await Promise.all([
      ...Array.from({ length: 50 }, () => timed(seen)),
      timed(`${server.url}/petitions/reconsider?lang=ru`),
      timed(`${server.url}/health/ready`),
      timed(`${server.url}/admin`, { cookie: 'demarche_staff=nobody' }),
    ]);
    expect(all.slice(0, 50).every(({ status }) => status === 200)).toBe(true);
    expect(all.slice(50, 52).map(({ status }) => status)).toEqual([503, 503]);
    // A request that waited for a connection would take five seconds.
    expect(Math.max(...all.map(({ milliseconds }) => milliseconds))).toBeLessThan(5_000);
    cable.muted = false;
    await worksAgain('heard@example.org');
  });

  it('serves on slowly while the database takes two seconds for each answer, and loses nothing', async () => {
    await signBy(server.url, 'before-slow@example.org');
    cable.delay = 2_000;
    // Longer than it takes to find out that a database is silent.
    const until15 = performance.now() + 15_000;
    const statuses: number[] = [];
    while (performance.now() < until15)
      statuses.push((await signBy(server.url, `slow.${statuses.length}@example.org`)).status);
    cable.delay = 0;
    expect(statuses).toContain(202);
    const rows = await ask(url, `select 1 from supporter where email like 'slow.%'`);
    expect(rows.length).toBeGreaterThanOrEqual(statuses.filter((status) => status === 202).length);
    await worksAgain('fast@example.org');
  });

  it('records, once the database is back, what the mail server answered meanwhile', async () => {
    let onTheWire = false;
    let answer: (behaviour: 'accept') => void = () => undefined;
    sink.behave = (stage, to) => {
      if (stage !== 'DATA' || !to.startsWith('inhand')) return 'accept';
      onTheWire = true;
      return new Promise((resolve) => (answer = resolve));
    };
    await signBy(server.url, 'inhand@example.org');
    await until('the mail is on the wire', () => onTheWire);
    await cable.cut();
    answer('accept');
    await until('the mail server has taken it', () => sink.to('inhand@example.org')[0]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    sink.behave = () => 'accept';
    await cable.open();
    await until('no mail is in hand or waiting', async () => {
      const rows = await ask(url, `select 1 from outbox_mail where status in ('queued', 'sending')`);
      return rows.length === 0;
    });
    const [row] = await ask<{ status: string; unknown: boolean }>(
      url,
      `select m.status, m.outcome_unknown_at is not null as unknown from outbox_mail m join signature g on g.id = m.subject_id
       join supporter s on s.id = g.supporter_id where s.email = 'inhand@example.org'`,
    );
    expect(row).toEqual({ status: 'sent', unknown: sink.to('inhand@example.org').length > 1 });
  });
});
