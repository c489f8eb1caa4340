import { Load } from '../support/load.js';
import { MailSink } from '../support/mail-sink.js';
import { freePort, startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { countAt, press, confirmLinkIn, signBy } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

interface OutboxRow extends Record<string, unknown> {
  id: string;
  email: string;
  status: string;
  unknown: boolean;
}

describe('killing the server in the middle of its work', () => {
  let database: TestDatabase;
  let sink: MailSink;
  let settings: Record<string, string>;
  beforeEach(async () => {
    database = await createStartedDatabase();
    sink = await MailSink.start();
    const PORT = String(await freePort());
    settings = {
      DATABASE_URL: database.url,
      SMTP_URL: sink.url,
      PORT,
      RATE_LIMIT_SIGNUPS: 'off',
      LOG_LEVEL: 'error',
      SECRET_KEY: 'a secret that survives every crash of the program',
    };
  });
  afterEach(async () => {
    await sink.stop();
    await database.drop();
  });

  const mails = () =>
    ask<OutboxRow>(
      database.url,
      `select m.id, s.email, m.status, m.outcome_unknown_at is not null as unknown
       from outbox_mail m join signature g on g.id = m.subject_id join supporter s on s.id = g.supporter_id`,
    );
  const allSent = () =>
    until('every mail is sent', async () => {
      const rows = await mails();
      return rows.every(({ status }) => status === 'sent') && rows;
    });
  /** How often each email came over the wire; its Message-ID is the id of its row. */
  const deliveries = (): Map<string, number> => {
    const times = new Map<string, number>();
    for (const { mail } of sink.received) {
      const id = /^<([^@]+)@/.exec(mail.messageId ?? '')?.[1] ?? '';
      times.set(id, (times.get(id) ?? 0) + 1);
    }
    return times;
  };

  it('loses no sign-up that was answered 202, sends every email, and marks each duplicate', async () => {
    let server = await startServer(settings);
    const { url } = server;
    const load = new Load(() => url, 'crash', 12);
    for (let round = 1; round <= 3; round++) {
      const before = load.accepted.length;
      await until('more sign-ups are accepted', () => load.accepted.length > before + 80 * round);
      await server.kill();
      server = await startServer(settings);
    }
    await load.stop();
    const rows = await allSent();
    const stored = new Set(rows.map(({ email }) => email));
    expect(load.accepted.filter((email) => !stored.has(email))).toEqual([]);
    const times = deliveries();
    expect(rows.filter(({ id }) => !times.has(id))).toEqual([]);
    expect(rows.filter(({ id, unknown }) => (times.get(id) ?? 0) > 1 && !unknown)).toEqual([]);
    expect(load.others.filter((other) => typeof other === 'number' && other !== 503)).toEqual([]);
    expect(await server.stop()).toBe(0);
  });

  it('repeats, under the same Message-ID and marked, what the mail server took without our knowing', async () => {
    sink.behave = (stage, to) => (stage === 'DATA' && to.startsWith('hang.') ? 'hang' : 'accept');
    const first = await startServer(settings);
    for (const name of ['hang.1', 'hang.2', 'plain.1']) await signBy(first.url, `${name}@example.org`);
    await until('the mails are on the wire', () => sink.received.length === 3);
    await until('one is settled', async () => (await mails()).some(({ status }) => status === 'sent'));
    await first.kill();
    sink.behave = () => 'accept';
    const second = await startServer(settings);
    const rows = await allSent();
    const times = deliveries();
    expect(rows.map(({ id, email, unknown }) => [email, unknown, times.get(id)]).sort()).toEqual([
      ['hang.1@example.org', true, 2],
      ['hang.2@example.org', true, 2],
      ['plain.1@example.org', false, 1],
    ]);
    await second.stop();
  });

  it('confirms exactly once what is confirmed while it is killed', async () => {
    let server: Server = await startServer(settings);
    const addresses = Array.from({ length: 60 }, (_, n) => `confirm.${n}@example.org`);
    await Promise.all(addresses.map((email) => signBy(server.url, email)));
    const links = await Promise.all(
      addresses.map(async (email) => confirmLinkIn((await until('the mail', () => sink.to(email)[0])).text)),
    );
    const pressed = Promise.allSettled(links.map((link) => press(link).then((response) => response.status)));
    await until(
      'some are confirmed',
      async () => (await ask(database.url, `select 1 from signature where status = 'confirmed'`)).length > 0,
    );
    await server.kill();
    const answered = (await pressed).map((result) => (result.status === 'fulfilled' ? result.value : 'broken'));
    server = await startServer(settings);
    const confirmed = await ask<{ email: string }>(
      database.url,
      `select email from signature g join supporter s on s.id = g.supporter_id where g.status = 'confirmed'`,
    );
    const kept = new Set(confirmed.map(({ email }) => email));
    expect(addresses.filter((email, index) => answered[index] === 303 && !kept.has(email))).toEqual([]);
    for (const link of links) expect((await press(link)).status).toBe(303);
    expect(await countAt(server.url)).toBe(60);
    expect(
      await ask(database.url, 'select count(distinct number)::int as numbers, max(number) as last from signature'),
    ).toEqual([{ numbers: 60, last: 60 }]);
    await server.stop();
  });
});
