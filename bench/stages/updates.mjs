import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { frozenRecipients, letItLeave, startMailing } from '../lib/mailing.mjs';
import { residentMiB, runChild, startApp, startChild } from '../lib/processes.mjs';
import { seedSignatures } from '../lib/seed.mjs';

const text = Array.from(
  { length: 6 },
  (_, n) =>
    `Paragraph ${n} of the news, as long as such paragraphs are: what happened, who said it, and what comes next for everybody who signed.`,
).join('\n\n');
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * An update to everybody who asked for news: written down while sign-ups go on, then sent to a real SMTP server, against a bare Nodemailer pool that renders and signs
 * as much. Each mailbox must have got exactly one, and the sums must add up all the time.
 */
export async function updates(bench) {
  const [amount, limitAmount, connections] = [bench.quick ? 10_000 : 1_000_000, bench.quick ? 3_000 : 20_000, 8];
  const key = join(bench.folder, 'dkim.pem');
  writeFileSync(
    key,
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
  );
  const sink = await startChild('smtp-sink.mjs', { port: await bench.freePort() });
  const database = await bench.freshDatabase();
  const { client } = database;
  const ask = async (query, values = []) => (await client.query(query, values)).rows;
  const dkim = { DKIM_DOMAIN: 'example.org', DKIM_SELECTOR: 'bench', DKIM_PRIVATE_KEY_FILE: key };
  const common = {
    DATABASE_URL: database.url,
    SECRET_KEY: bench.secretKey,
    SMTP_URL: sink.url,
    MAIL_CONNECTIONS: connections,
    ...dkim,
  };
  const wrong = [];

  const web = await startApp({ ...common, PORT: await bench.freePort(), ROLE: 'web' });
  await seedSignatures(client, 'reconsider', amount);
  const worker = await startApp({ ...common, PORT: await bench.freePort(), ROLE: 'worker' });
  const signUps = (prefix, seconds) =>
    runChild('http-load.mjs', {
      url: web.url,
      seconds,
      method: 'POST',
      path: '/api/v1/petitions/reconsider/signatures',
      signups: prefix,
    });
  const minute = bench.quick ? 6 : 60;
  await signUps('warm', 2);
  const alone = await signUps('alone', minute);

  const begun = performance.now();
  const update = await startMailing(ask, { amount, slug: 'news', text });
  const meanwhile = signUps('meanwhile', minute);
  const frozen = await frozenRecipients(ask, update);
  const freezing = (performance.now() - begun) / 1000;
  if (frozen !== amount) wrong.push(`${frozen} of ${amount} recipients`);
  if (freezing > 60) wrong.push(`written down in ${freezing.toFixed(0)} s`);
  const during = await meanwhile;

  // Confirmations first: the outbox must be empty before the update leaves, and it is.
  await web.stop();
  while (
    (
      await ask(
        `select exists (select from outbox_mail where status in ('queued', 'sending') and due_at <= now()) as due`,
      )
    )[0].due
  )
    await pause(200);
  await sink.ask('reset');
  const bareBefore = await runChild('update-loop.mjs', { url: sink.url, amount: limitAmount, connections, key, text });
  await sink.ask('reset');
  const sent = async () =>
    (await ask('select count from update_tally where update_id = $1 and state = 3', [update]))[0].count;
  let most = 0;
  const sending = performance.now();
  await letItLeave(ask, update);
  for (;;) {
    most = Math.max(most, residentMiB(worker.pid) ?? 0);
    const [{ sum, state }] = await ask(
      `select (select sum(count)::int from update_tally where update_id = $1) as sum, state from update_mailing where update_id = $1`,
      [update],
    );
    if (sum !== amount) wrong.push(`the sums were ${sum}`);
    if (state === 'done') break;
    await pause(250);
  }
  const perSecond = amount / ((performance.now() - sending) / 1000);
  if ((await sent()) !== amount) wrong.push(`${await sent()} sent`);
  const received = await sink.ask('count');
  if (received.mails !== amount || received.distinct !== amount)
    wrong.push(`${received.mails} emails to ${received.distinct} mailboxes`);
  await worker.stop();
  await sink.ask('reset');
  const bareAfter = await runChild('update-loop.mjs', { url: sink.url, amount: limitAmount, connections, key, text });
  sink.stop();
  await database.drop();
  const bare = (bareBefore.perSecond + bareAfter.perSecond) / 2;
  if (most > 300) wrong.push(`${Math.round(most)} MiB`);
  return [
    {
      name: 'sign-ups while recipients of an update are written down (limit: without)',
      ours: during.perSecond,
      limit: alone.perSecond,
      ratio: during.perSecond / alone.perSecond,
      atLeast: 0.9,
      note: `${amount.toLocaleString('en')} in ${freezing.toFixed(1)} s`,
      wrong: [],
    },
    {
      name: 'emails of an update (limit: bare Nodemailer pool, rendering and signing)',
      ours: perSecond,
      limit: bare,
      ratio: perSecond / bare,
      atLeast: 0.8,
      note: `${Math.round(most)} MiB`,
      wrong,
    },
  ];
}
