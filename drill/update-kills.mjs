// `npm run drill -- updates [kills] [seed]`: the email of an update goes to 600 people for each kill, to a real SMTP server, while two workers, the web process and
// PostgreSQL are killed (kill -9) at random moments and started again. All the time the ledger's sums and the staff's page are looked at and compared with the mailboxes.
// Then a person has it sent again to those of unknown outcome. Prints the figures; exits 1 when a promise is broken. Needs Debian's package postgresql.
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { frozenRecipients, letItLeave, startMailing } from '../bench/lib/mailing.mjs';
import { startApp } from '../bench/lib/processes.mjs';
import { seedSignatures } from '../bench/lib/seed.mjs';
import { signInOwner } from '../bench/lib/staff.mjs';
import { freePort } from '../dist/platform/database/free-port.js';
import { recipientStates } from '../dist/updates/recipients.status.js';
import { MailboxRecord } from './lib/mailbox-record.mjs';
import { faultsAfterRepeating, faultsAtTheEnd } from './lib/mailing-verdict.mjs';
import { MailingWatch, numbersOn } from './lib/mailing-watch.mjs';
import { hasPostgres, makeServer } from './lib/postgres.mjs';
import { randomFrom } from './lib/random.mjs';
import { Victim } from './lib/victim.mjs';

if (!hasPostgres) {
  console.log("Skipped: Debian's postgresql is not installed.");
  process.exit(0);
}
const kills = Number(process.argv[3] ?? 50);
const seed = Number(process.argv[4] ?? Math.floor(Math.random() * 1e9));
const amount = 600 * kills;
const random = randomFrom(seed);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const folder = mkdtempSync(join(tmpdir(), 'demarche-update-kills-'));
/** What the programs say; kept when a promise was broken. */
const logFile = `${folder}.log`;
const log = openSync(logFile, 'a');
const port = {};
for (const name of ['database', 'web', 'worker 1', 'worker 2', 'smtp']) port[name] = await freePort();
console.log(`${kills} kills, ${amount.toLocaleString('en')} recipients, seed ${seed}.`);

const password = 'drill';
const server = makeServer(folder, port.database, password);
await server.start();
const databaseUrl = `postgresql://app:${password}@127.0.0.1:${port.database}/app`;
const root = new pg.Client(`postgresql://owner:${password}@127.0.0.1:${port.database}/postgres`);
await root.connect();
await root.query(`create role app login createrole password '${password}'`);
await root.query('create database app owner app');
await root.end();

const settings = (name, ROLE) => ({
  ROLE,
  PORT: String(port[name]),
  PUBLIC_URL: `http://127.0.0.1:${port.web}`,
  DATABASE_URL: databaseUrl,
  SECRET_KEY: 'a secret key for the drill only, forty characters',
  SMTP_URL: `smtp://127.0.0.1:${port.smtp}`,
  SMTP_TLS: 'off',
  DATA_DIR: join(folder, name),
  METRICS_PORT: 'off',
  LOG_LEVEL: 'error',
});
const programOf = (name, role) =>
  new Victim(
    name,
    () => startApp(settings(name, role), log),
    ({ pid }) => process.kill(pid, 'SIGKILL'),
  );
const victims = [
  programOf('web', 'web'),
  programOf('worker 1', 'worker'),
  programOf('worker 2', 'worker'),
  new Victim(
    'database',
    () => server.start(),
    () => server.kill(),
  ),
];
const victim = Object.fromEntries(victims.map((one) => [one.name, one]));
// The database runs already; starting it again is what the others wait for.
await server.stop();
for (const name of ['database', 'web', 'worker 1', 'worker 2']) await victim[name].start();

const pool = new pg.Pool({ connectionString: databaseUrl, max: 3 });
pool.on('error', () => undefined);
const ask = async (query, values = []) => (await pool.query(query, values)).rows;
const mailboxes = new MailboxRecord();
await mailboxes.listen(port.smtp, () => 10 + random() * 120);

const cookie = await signInOwner(victim.web.handle);
const client = new pg.Client(databaseUrl);
await client.connect();
await seedSignatures(client, 'reconsider', amount);
await client.end();
const text = 'Parliament has answered. We thank everybody who signed, and go on.';
const update = await startMailing(ask, { amount, slug: 'drill', text });
if ((await frozenRecipients(ask, update)) !== amount) throw new Error('Not everybody was written down.');

const watch = new MailingWatch({
  ...{ ask, cookie, update, amount, mailboxes },
  pageUrl: `http://127.0.0.1:${port.web}/admin/updates/drill/email`,
  wasThere: (at, ...names) => names.every((name) => victim[name].wasThere(at)),
});
// Random places on the way, so that the last kill still finds something to be sent.
const killRandom = randomFrom(seed + 1);
const plan = Array.from({ length: kills }, () => ({
  after: Math.floor(killRandom() * 0.98 * amount),
  who: Math.floor(killRandom() * victims.length),
  downFor: killRandom() * 3000,
})).sort((a, b) => a.after - b.after);
const begun = performance.now();
await letItLeave(ask, update);
const starting = [];
for (const [n, { after, who, downFor }] of plan.entries()) {
  // Not everybody of unknown outcome has it, so the mailboxes alone may never be enough.
  while (mailboxes.reached < after && watch.settled < after) await pause(3);
  const standing = () => victims.filter(({ isUp }) => isUp);
  while (standing().length === 0) await pause(10);
  const one = victims[who].isUp ? victims[who] : standing()[who % standing().length];
  await one.kill();
  starting.push(pause(downFor).then(() => one.start()));
  console.log(`kill ${n + 1} of ${kills}: ${one.name}, with ${mailboxes.reached} mailboxes reached`);
}
await Promise.all(starting);
/** A connection may still have to notice that the database was away. */
const isDone = () =>
  ask('select state from update_mailing where update_id = $1', [update]).then(
    ([{ state }]) => state === 'done',
    () => false,
  );
const untilDone = async () => {
  for (let n = 0; n < 600 && !(await isDone()); n++) await pause(500);
};
await untilDone();
const minutes = (performance.now() - begun) / 60_000;

const stateNames = Object.fromEntries(Object.entries(recipientStates).map(([name, code]) => [code, name]));
const ledger = async () =>
  (
    await ask(
      `select s.email, r.state, r.reason from update_recipient r join supporter s on s.id = r.supporter_id where r.update_id = $1`,
      [update],
    )
  ).map((row) => ({ ...row, state: stateNames[row.state] }));
const rows = await ledger();
for (const fault of faultsAtTheEnd(rows, mailboxes.mails, amount)) watch.report(`at the end: ${fault}`);
const marked = new Set(rows.filter(({ state }) => state === 'outcome_unknown').map(({ email }) => email));
const had = [...marked].filter((email) => mailboxes.mails.has(email)).length;
const first = { received: mailboxes.received, reached: mailboxes.reached };

if (marked.size > 0) {
  watch.isRepeating = true;
  const { text: page } = await watch.page();
  const shown = numbersOn(page).counts.outcome_unknown;
  const form = /action="([^"]+\/email\/again)".*?<\/form>/s.exec(page);
  const hidden = [...form[0].matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name, value]) => [name, value],
  );
  const { status } = await fetch(new URL(form[1], watch.pageUrl), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams([...hidden, ['confirm', shown.toLocaleString('en')]]),
  });
  if (status !== 303) watch.report(`sending it again was answered ${status}`);
  await untilDone();
  for (const fault of faultsAfterRepeating(await ledger(), mailboxes.mails, marked))
    watch.report(`sent again: ${fault}`);
}
await pause(1000);
await watch.stop();

const twice = [...mailboxes.mails.values()].filter(({ length }) => length > 1).length;
console.table({
  'minutes until it was done': minutes.toFixed(1),
  ...Object.fromEntries(victims.map((one) => [`kills of ${one.name}`, one.kills])),
  'emails that arrived': first.received,
  'mailboxes with an email': first.reached,
  'mailboxes with two (wanted: 0)': first.received - first.reached,
  'people of unknown outcome': marked.size,
  'of these with an email, whose answer was lost': had,
  'people without an email and without a mark (wanted: 0)': rows.length - first.reached - (marked.size - had),
  'looks at the sums of the ledger': watch.looks.ledger,
  'looks at the page': watch.looks.page,
  'times the database was away': watch.away.ledger,
  'times the page was away': watch.away.page,
  'people with an email after sending it again': mailboxes.reached,
  'people with two after that': twice,
  'broken promises (wanted: 0)': watch.broken.size,
});
for (const [what, { times, first: at }] of watch.broken)
  console.log(`BROKEN: ${what} (${times} times, first after ${at.toFixed(1)} s)`);
for (const one of [victim.web, victim['worker 1'], victim['worker 2']]) await one.kill();
await mailboxes.stop();
await pool.end();
await server.stop();
rmSync(folder, { recursive: true, force: true });
if (watch.broken.size === 0) rmSync(logFile);
console.log(
  watch.broken.size === 0 ? 'Every promise was kept.' : `A promise was broken. The programs said: ${logFile}`,
);
process.exit(watch.broken.size === 0 ? 0 : 1);
