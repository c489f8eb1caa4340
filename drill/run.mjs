// `npm run drill`: two PostgreSQL servers with synchronous replication, HAProxy, PgBouncer in transaction mode, two web processes and two workers;
// under load each of them is killed once, while a visitor watches the count log. Prints one table; exits 1 when something that was acknowledged is missing.
// Needs Debian's packages postgresql, pgbouncer and haproxy. Not part of the tests: it takes two minutes and measures this machine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startApp } from '../bench/lib/processes.mjs';
import { loginStatements } from '../dist/platform/database/connections/login.sql.js';
import { freePort } from '../dist/platform/database/free-port.js';
import { migrate } from '../dist/platform/database/migrate.js';
import { hasPgBouncer, startPgBouncer } from '../test/support/pgbouncer.mjs';
import { LogWatch } from './lib/log-watch.mjs';
import { hasHaproxy, startHaproxy } from './lib/haproxy.mjs';
import { People, startMailServer } from './lib/people.mjs';
import { hasPostgres, startPair } from './lib/postgres.mjs';

const missing = Object.entries({ postgresql: hasPostgres, pgbouncer: hasPgBouncer, haproxy: hasHaproxy }).filter(
  ([, is]) => !is,
);
if (missing.length > 0) {
  console.log(`Skipped: Debian's ${missing.map(([name]) => name).join(', ')} is not installed.`);
  process.exit(0);
}

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const folder = mkdtempSync(join(tmpdir(), 'demarche-drill-'));
const password = 'drill';
const port = Object.fromEntries(
  await Promise.all(
    ['a', 'b', 'web', 'database', 'web0', 'web1', 'worker0', 'worker1', 'smtp'].map(async (name) => [
      name,
      await freePort(),
    ]),
  ),
);

console.log('Starting two PostgreSQL servers, HAProxy, PgBouncer, two web processes and two workers …');
const { primary, standby } = await startPair(folder, [port.a, port.b], password);
const direct = (user) => `postgresql://${user}:${password}@127.0.0.1:${port.a},127.0.0.1:${port.b}/postgres`;
const owner = async (at, statement) => {
  const client = new pg.Client({ host: '127.0.0.1', port: at, user: 'owner', password, database: 'postgres' });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
};
await migrate(direct('owner'));
for (const kind of ['web', 'worker'])
  for (const statement of [
    ...loginStatements(`login_${kind}`, kind),
    `alter role login_${kind} password '${password}'`,
  ])
    await owner(port.a, statement);
const stopHaproxy = await startHaproxy(folder, {
  webs: [port.web0, port.web1],
  databases: [port.a, port.b],
  ports: { web: port.web, database: port.database },
  password,
});
const bouncer = await startPgBouncer(`postgresql://127.0.0.1:${port.database}`, 'transaction', {
  login_web: password,
  login_worker: password,
});
const apps = {};
/** As a service manager does: a start that fails is tried again. */
const start = async (name, ROLE, attempts = 5) => {
  apps[name] = await tryStart(name, ROLE).catch(async (error) => {
    if (attempts === 1) throw error;
    await pause(2);
    await start(name, ROLE, attempts - 1);
    return apps[name];
  });
};
const tryStart = (name, ROLE) =>
  startApp({
    ROLE,
    PORT: String(port[name]),
    PUBLIC_URL: `http://127.0.0.1:${port.web}`,
    DATABASE_URL: bouncer.url('postgres', `login_${ROLE}`),
    DATABASE_DIRECT_URL: direct(`login_${ROLE}`),
    MIGRATION_DATABASE_URL: direct('owner'),
    SECRET_KEY: 'a secret key for the drill only, forty characters',
    SMTP_URL: `smtp://127.0.0.1:${port.smtp}`,
    SMTP_TLS: 'off',
    DATA_DIR: join(folder, name),
    FILES_URL: `file:${join(folder, 'files')}`,
    METRICS_PORT: 'off',
    SHUTDOWN_DELAY: '2',
    LOG_LEVEL: 'error',
  });
await start('web0', 'web');
await Promise.all([start('web1', 'web'), start('worker0', 'worker'), start('worker1', 'worker')]);
await pause(3);

let people;
const stopMail = await startMailServer(port.smtp, (...mail) => people.received(...mail));
people = new People(`http://127.0.0.1:${port.web}`, 8);
const watch = new LogWatch(`http://127.0.0.1:${port.web}/petitions/reconsider`);
const rows = [];
/** Runs one mishap under load and notes how long no sign-up was acknowledged, and what people saw. */
const mishap = async (name, act, after = 12) => {
  const begun = performance.now();
  const errors = people.errors.length;
  console.log(`${name} …`);
  await act();
  await pause(after);
  const moments = [begun, ...people.moments.filter((at) => at >= begun), performance.now()];
  const gap = Math.max(...moments.slice(1).map((at, n) => at - moments[n]));
  const last = moments.at(-2);
  rows.push({
    mishap: name,
    'longest pause s': (gap / 1000).toFixed(1),
    'errors seen': people.errors.length - errors,
    'signing again': performance.now() - last < 2000,
  });
};
const killed = async (name, role) => {
  process.kill(apps[name].pid, 'SIGKILL');
  await pause(1);
  await start(name, role);
};
await pause(5);
await mishap('kill -9 of a worker sending emails', () => killed('worker0', 'worker'), 25);
await mishap('kill -9 of PgBouncer', async () => {
  await bouncer.kill();
  await pause(1);
  await bouncer.start();
});
await mishap('kill -9 of a web process', () => killed('web1', 'web'));
let promoted;
await mishap(
  'kill -9 of the primary, standby promoted after 3 s',
  async () => {
    await primary.kill();
    await pause(3);
    standby.promote();
    promoted = performance.now();
  },
  30,
);
const again = (people.moments.find((at) => at > promoted) - promoted) / 1000;
await mishap('rolling restart of the web processes', async () => {
  for (const name of ['web0', 'web1']) {
    await apps[name].stop();
    await start(name, 'web');
    await pause(2);
  }
});

console.log('Waiting until every email is sent and confirmed …');
await people.stop();
const unfinished = async () =>
  (await owner(port.b, `select count(*)::int as n from outbox_mail where status in ('queued', 'sending')`))[0].n;
for (let n = 0; n < 90 && ((await unfinished()) > 0 || people.confirmed.size < people.mails.size); n++) await pause(1);
await pause(3);

/** The log takes in what is confirmed once a minute. */
const logged = async () =>
  (
    await owner(
      port.b,
      'select l.counted = p.last_number as is_all from count_log l join petition p on p.id = l.petition_id',
    )
  )[0]?.is_all;
for (let n = 0; n < 150 && !(await logged()); n++) await pause(1);
await pause(8);
await watch.stop();
const verdict = await watch.verify();

const signed = await owner(
  port.b,
  `select s.email, g.status from signature g join supporter s on s.id = g.supporter_id`,
);
const found = new Map(signed.map(({ email, status }) => [email, status]));
const lost = [...people.acknowledged].filter((email) => !found.has(email)).length;
const lostConfirmations = [...people.confirmed].filter((email) => found.get(email) !== 'confirmed').length;
const numbers = (
  await owner(
    port.b,
    `select count(*)::int as n, count(distinct number)::int as d, max(number)::int as m from signature where status = 'confirmed'`,
  )
)[0];
const marked = new Set(
  (
    await owner(
      port.b,
      `select distinct s.email from outbox_mail o join signature g on g.id = o.subject_id join supporter s on s.id = g.supporter_id where o.outcome_unknown_at is not null`,
    )
  ).map(({ email }) => email),
);
const repeated = [...people.messages.values()].filter(({ times }) => times > 1).map(({ address }) => address);
const shown = await (await fetch(`http://127.0.0.1:${port.web}/api/v1/petitions/reconsider`)).json();
const results = [
  ['acknowledged sign-ups', people.acknowledged.size, null],
  ['acknowledged sign-ups lost', lost, 0],
  ['acknowledged confirmations lost', lostConfirmations, 0],
  ['confirmations counted twice', numbers.n - numbers.d + (numbers.m - numbers.n), 0],
  ['people without their email', [...people.acknowledged].filter((email) => !people.mails.has(email)).length, 0],
  ['emails sent twice', repeated.length, null],
  ['of these not marked as possible repeats', repeated.filter((address) => !marked.has(address)).length, 0],
  ['counter shown minus recount', shown.signatureCount - numbers.n, 0],
  ['heads of the count log that a visitor saw', watch.roots.size, null],
  ['sizes with two different heads', watch.forks, 0],
  [
    'log verified, and its sum is the number shown',
    verdict.includes(`Signatures by the log: ${numbers.n}. Published: ${numbers.n}.`),
    true,
  ],
];
console.table(rows);
console.table(results.map(([what, is, wanted]) => ({ what, is, wanted: wanted ?? '' })));
console.log(`Signing again ${again.toFixed(1)} s after the promotion (wanted: at most 10).`);
console.log(
  'Errors people saw:',
  Object.entries(Object.groupBy?.(people.errors, ([, what, status]) => `${what} ${status}`) ?? {})
    .map(([what, list]) => `${what}: ${list.length}`)
    .join(', ') || people.errors.length,
);
for (const app of Object.values(apps)) process.kill(app.pid, 'SIGKILL');
stopHaproxy();
await bouncer.stop();
await standby.kill();
await stopMail();
rmSync(folder, { recursive: true, force: true });
const failed =
  results.some(([, is, wanted]) => wanted !== null && is !== wanted) ||
  !(again <= 10) ||
  rows.some((row) => !row['signing again']);
process.exit(failed ? 1 : 0);
