// `npm run drill -- trials`: what is hard to repair by hand while people sign: every database connection taken, a full disk, clocks that jump by an hour.
// In each the program is never restarted. Needs Debian's package postgresql; the full disk needs root (a small disk in memory), the clocks faketime.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startApp } from '../bench/lib/processes.mjs';
import { freePort } from '../dist/platform/database/free-port.js';
import { People, startMailServer } from './lib/people.mjs';
import { hasPostgres, makeServer } from './lib/postgres.mjs';

if (!hasPostgres) {
  console.log("Skipped: Debian's postgresql is not installed.");
  process.exit(0);
}
const password = 'drill';
const faketime = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Starts a database, a web process, a worker and people; lets `mishap` happen; waits until everything is sent and confirmed; counts. */
async function trial(name, { folder, postgres = [], env = {} }, mishap) {
  console.log(`${name} …`);
  const port = { db: await freePort(), web: await freePort(), worker: await freePort(), smtp: await freePort() };
  const server = makeServer(folder, port.db, password);
  await server.start(postgres);
  const owner = async (statement) => {
    const client = new pg.Client({ host: '127.0.0.1', port: port.db, user: 'owner', password, database: 'postgres' });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  // No superuser, so that connections reserved for one stay reserved.
  await owner(`create role app login createrole password '${password}'`);
  await owner('create database app owner app');
  const settings = {
    ...env,
    DATABASE_URL: `postgresql://app:${password}@127.0.0.1:${port.db}/app`,
    PUBLIC_URL: `http://127.0.0.1:${port.web}`,
    SECRET_KEY: 'a secret key for the drill only, forty characters',
    SMTP_URL: `smtp://127.0.0.1:${port.smtp}`,
    SMTP_TLS: 'off',
    DATA_DIR: `${folder}-data`,
    METRICS_PORT: 'off',
    LOG_LEVEL: 'error',
  };
  const web = await startApp({ ...settings, ROLE: 'web', PORT: String(port.web) });
  const worker = await startApp({ ...settings, ROLE: 'worker', PORT: String(port.worker) });
  let people;
  const stopMail = await startMailServer(port.smtp, (...mail) => people.received(...mail));
  people = new People(web.url, 4);
  const ready = async () => (await fetch(`${web.url}/health/ready`).catch(() => ({ status: 0 }))).status;
  await pause(4);
  const errorsBefore = people.errors.length;
  const begun = performance.now();
  const seen = await mishap({ server, owner, ready, settings });
  const ended = performance.now();
  await pause(10);
  const signedAgain = people.moments.find((at) => at > ended);
  await people.stop();
  const app = (statement) => {
    const client = new pg.Client(settings.DATABASE_URL);
    return client
      .connect()
      .then(() => client.query(statement))
      .then(({ rows }) => rows)
      .finally(() => client.end());
  };
  const unfinished = async () =>
    (await app(`select count(*)::int as n from outbox_mail where status in ('queued', 'sending')`))[0].n;
  for (let n = 0; n < 60 && ((await unfinished()) > 0 || people.confirmed.size < people.mails.size); n++)
    await pause(1);
  const found = new Map(
    (await app(`select s.email, g.status from signature g join supporter s on s.id = g.supporter_id`)).map(
      ({ email, status }) => [email, status],
    ),
  );
  const [{ n, d }] = await app(
    `select count(*)::int as n, count(distinct number)::int as d from signature where status = 'confirmed'`,
  );
  const shown = await (await fetch(`${web.url}/api/v1/petitions/reconsider`)).json();
  const statuses = new Set(people.errors.slice(errorsBefore).map(([, , status]) => status));
  const repeats = [...people.messages.values()].filter(({ times }) => times > 1).length;
  const result = {
    acknowledged: people.acknowledged.size,
    lost:
      [...people.acknowledged].filter((email) => !found.has(email)).length +
      [...people.confirmed].filter((email) => found.get(email) !== 'confirmed').length,
    'without email': [...people.acknowledged].filter((email) => !people.mails.has(email)).length,
    'emails sent twice': repeats,
    'counter minus recount': shown.signatureCount - n + (n - d),
    'lasted s': ((ended - begun) / 1000).toFixed(0),
    'signing again after s': signedAgain === undefined ? 'never' : ((signedAgain - ended) / 1000).toFixed(1),
    'answers meanwhile': [...statuses].join(', ') || 'no errors',
    ...seen,
  };
  await web.stop();
  await worker.stop();
  await server.stop();
  await stopMail();
  rmSync(`${folder}-data`, { recursive: true, force: true });
  return result;
}

const folderOf = (name) => mkdtempSync(join(tmpdir(), `demarche-${name}-`));
const results = {};

const full = folderOf('connections');
results['connections exhausted'] = await trial(
  'Every connection is taken',
  { folder: full, postgres: ['-c', 'max_connections=60'] },
  async ({ owner, ready, settings }) => {
    const taken = [];
    const take = async () => {
      for (;;) {
        const client = new pg.Client(settings.DATABASE_URL);
        client.on('error', () => undefined);
        try {
          await client.connect();
          taken.push(client);
        } catch {
          return;
        }
      }
    };
    // The program's own are ended, and taken before it can open new ones.
    for (let n = 0; n < 8; n++) {
      await take();
      await owner(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'app' and application_name <> '' and pid <> pg_backend_pid()`,
      );
      await take();
      await pause(1);
    }
    const meanwhile = await ready();
    for (const client of taken) await client.end().catch(() => undefined);
    return { 'ready meanwhile': meanwhile, 'taken from it': taken.length };
  },
);
rmSync(full, { recursive: true, force: true });

if (process.getuid() === 0) {
  const disk = folderOf('disk');
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', disk]).status === 0;
  if (!mounted) console.log('Skipped: no disk in memory can be made here.');
  else {
    results['disk full'] = await trial(
      'The disk is full',
      {
        folder: join(disk, 'database'),
        postgres: ['-c', 'max_wal_size=48MB', '-c', 'min_wal_size=32MB', '-c', 'wal_keep_size=0'],
      },
      async ({ server, ready }) => {
        const ballast = join(disk, 'ballast');
        spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k']);
        await pause(15);
        const meanwhile = await ready();
        rmSync(ballast);
        const stood = server.runs;
        // PostgreSQL stops by itself when it cannot write its log; then its operator starts it again.
        if (!stood) await server.start();
        return { 'ready meanwhile': meanwhile, 'PostgreSQL went on': stood };
      },
    );
    spawnSync('umount', [disk]);
  }
  rmSync(disk, { recursive: true, force: true });
}

if (existsSync(faketime)) {
  const clocks = folderOf('clocks');
  const file = `${clocks}-offset`;
  writeFileSync(file, '+0s\n');
  mkdirSync(clocks, { recursive: true });
  results['clocks jump'] = await trial(
    'The clocks of web process and worker jump an hour ahead, then back',
    {
      folder: clocks,
      env: {
        LD_PRELOAD: faketime,
        FAKETIME_TIMESTAMP_FILE: file,
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      },
    },
    async ({ ready }) => {
      writeFileSync(file, '+1h\n');
      await pause(15);
      const ahead = await ready();
      writeFileSync(file, '+0s\n');
      await pause(15);
      return { 'ready meanwhile': ahead };
    },
  );
  rmSync(clocks, { recursive: true, force: true });
  rmSync(file, { force: true });
} else console.log("Skipped: Debian's faketime is not installed.");

console.table(results);
const isFine = (row) =>
  row.lost === 0 &&
  row['without email'] === 0 &&
  row['counter minus recount'] === 0 &&
  row['signing again after s'] !== 'never';
process.exit(Object.values(results).every(isFine) ? 0 : 1);
