import { recipientStates } from '../../src/updates/recipients.status.js';
import { MailSink } from '../support/mail-sink.js';
import { freePort, startServer } from '../support/server.js';
import { seedReaders, startedUpdate } from '../support/started-update.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { ask } from '../support/whole-database.js';

describe('the email of an update, by the built server to a real SMTP server', () => {
  let database: TestDatabase;
  let sink: MailSink;
  let settings: Record<string, string>;
  beforeEach(async () => {
    database = await createStartedDatabase();
    sink = await MailSink.start();
    settings = {
      DATABASE_URL: database.url,
      SMTP_URL: sink.url,
      PORT: String(await freePort()),
      LOG_LEVEL: 'error',
      SECRET_KEY: 'a secret that survives every crash of the program',
    };
  });
  afterEach(async () => {
    await sink.stop();
    await database.drop();
  });

  const sums = async (update: string): Promise<Record<string, number>> => {
    const rows = await ask<{ state: number; count: number }>(
      database.url,
      'select state, count from update_tally where update_id = $1',
      [update],
    );
    const [mailing] = await ask<{ frozen: number | null }>(
      database.url,
      'select frozen from update_mailing where update_id = $1',
      [update],
    );
    const counted = await ask<{ state: number; n: number }>(
      database.url,
      'select state, count(*)::int as n from update_recipient where update_id = $1 group by state',
      [update],
    );
    if (mailing && mailing.frozen !== null)
      expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(mailing.frozen);
    const names = Object.entries(recipientStates);
    return Object.fromEntries(counted.map(({ state, n }) => [names.find(([, code]) => code === state)?.[0] ?? '', n]));
  };
  const stateOf = async (update: string) =>
    (await ask<{ state: string }>(database.url, 'select state from update_mailing where update_id = $1', [update]))[0]
      ?.state;
  const deliveries = (): Map<string, number> => {
    const times = new Map<string, number>();
    for (const { to } of sink.received) times.set(to, (times.get(to) ?? 0) + 1);
    return times;
  };

  it('reaches nobody twice and loses nobody, however often the server is killed', async () => {
    await seedReaders(database.url, 900, ['one.example', 'two.example']);
    // Slow enough that each kill finds emails on the wire.
    sink.behave = (stage) =>
      stage === 'DATA' ? new Promise((resolve) => setTimeout(() => resolve('accept'), 15)) : 'accept';
    let server = await startServer(settings);
    const update = await startedUpdate(database.url, 900);
    for (const more of [100, 250, 400]) {
      await until('more are delivered', () => sink.received.length > more);
      await server.kill();
      server = await startServer(settings);
    }
    await until('more are delivered', () => sink.received.length > 550);
    await ask(
      database.url,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await until('it is done', async () => (await stateOf(update)) === 'done', 90_000);
    const found = await sums(update);
    const times = deliveries();
    expect([...times.values()].filter((n) => n > 1)).toEqual([]);
    expect(Object.keys(found).filter((name) => name !== 'sent' && name !== 'outcome_unknown')).toEqual([]);
    expect((found.sent ?? 0) + (found.outcome_unknown ?? 0)).toBe(900);
    expect(times.size).toBeGreaterThanOrEqual(found.sent ?? 0);
    expect(900 - times.size).toBeLessThanOrEqual(found.outcome_unknown ?? 0);
    await server.stop();
  });

  it('goes on with all other providers while some refuse, cut the line or are slow, and says "sent" only of what was taken', async () => {
    const domains = [
      'good.example',
      'ended.example',
      'grey.example',
      'full.example',
      'none.example',
      'cut.example',
      'slow.example',
    ];
    await seedReaders(database.url, 7 * 60, domains);
    const answers: Record<string, { code: number; text: string }> = {
      'ended.example': { code: 421, text: '4.3.0 closing' },
      'grey.example': { code: 451, text: '4.7.1 later' },
      'full.example': { code: 452, text: '4.2.2 full' },
      'none.example': { code: 550, text: '5.1.1 unknown' },
    };
    sink.behave = (stage, to) => {
      const domain = to.split('@')[1] ?? '';
      if (stage === 'RCPT TO') return answers[domain] ?? 'accept';
      if (stage === 'DATA' && domain === 'cut.example') return 'drop';
      if (stage === 'DATA' && domain === 'slow.example') return 'hang';
      return 'accept';
    };
    const server = await startServer(settings);
    const update = await startedUpdate(database.url, 420);
    const states = (domain: string) =>
      ask<{ state: number; n: number }>(
        database.url,
        `select r.state, count(*)::int as n from update_recipient r join supporter s on s.id = r.supporter_id where r.update_id = $1 and s.email like '%@' || $2 group by 1`,
        [update, domain],
      );
    await until(
      'the good provider has all',
      async () =>
        (await states('good.example')).every(({ state }) => state === recipientStates.sent) &&
        sink.received.length >= 60,
      60_000,
    );
    const sent = await ask<{ email: string }>(
      database.url,
      `select s.email from update_recipient r join supporter s on s.id = r.supporter_id where r.update_id = $1 and r.state = $2`,
      [update, recipientStates.sent],
    );
    expect(sent.filter(({ email }) => !email.endsWith('@good.example'))).toEqual([]);
    for (const { email } of sent) expect(sink.to(email)).toHaveLength(1);
    for (const domain of ['ended.example', 'grey.example', 'full.example'])
      for (const { state } of await states(domain))
        expect([domain, [recipientStates.waiting, recipientStates.in_hand]]).toEqual([
          domain,
          expect.arrayContaining([state]),
        ]);
    expect((await states('none.example')).some(({ state }) => state === recipientStates.refused)).toBe(true);
    expect((await states('cut.example')).some(({ state }) => state === recipientStates.outcome_unknown)).toBe(true);
    await sums(update);
    await server.kill();
  });
});
