// `npm run drill -- log`: the worker that adds to the log of a petition is killed 50 times at random moments while signatures are confirmed.
// Prints what a visitor saw; exits 1 when two heads of one size were shown, or a confirmed signature is missing from the log at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startApp } from '../bench/lib/processes.mjs';
import { startEmbeddedPostgres } from '../dist/platform/database/embedded-postgres.js';
import { freePort } from '../dist/platform/database/free-port.js';
import { LogWatch } from './lib/log-watch.mjs';

const kills = Number(process.argv[3] ?? 50);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const folder = mkdtempSync(join(tmpdir(), 'demarche-log-kills-'));
const server = await startEmbeddedPostgres(folder);
const settings = {
  DATABASE_URL: server.url,
  DATA_DIR: join(folder, 'data'),
  SECRET_KEY: 'a secret key for the drill only, forty characters',
  SMTP_URL: 'smtp://127.0.0.1:9',
  METRICS_PORT: 'off',
  LOG_LEVEL: 'error',
};
const web = await startApp({ ...settings, ROLE: 'web', PORT: String(await freePort()) });
const port = String(await freePort());
const startWorker = () => startApp({ ...settings, ROLE: 'worker', PORT: port });
let worker = await startWorker();
const client = new pg.Client({ connectionString: server.url });
await client.connect();

/** Confirms some signatures: one statement, as the program does it. */
const confirm = (some) =>
  client.query(
    `with p as (update petition set last_number = last_number + $1 where slug = 'reconsider' returning id, last_number),
     n as (select p.id as petition, p.last_number - $1 + i as number, gen_random_uuid() as id, gen_random_uuid() as supporter from p, generate_series(1, $1::int) i),
     s as (insert into supporter (id, email_key, email, locale, created_at, email_confirmed_at, mail_day, mail_count)
           select supporter, sha256(number::text::bytea), 'drill' || number || '@example.org', 'en', now(), now(), current_date, 1 from n returning id),
     g as (insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, locale, show_name, signed_at, confirmed_at, number)
           select n.id, petition, s.id, 'confirmed', 'Ada', 'Lovelace', 'GB', 'en', false, now(), now(), number from n join s on s.id = n.supporter returning 1)
     insert into count_delta (petition_id, country, day, pending, confirmed) select petition, 'GB', current_date, 0, $1 from n limit 1`,
    [some],
  );
const addToLogs = () =>
  client.query(`select graphile_worker.add_job('transparency.add_to_count_logs', job_key := 'now')`);

const watch = new LogWatch(`${web.url}/petitions/reconsider`);
let working = true;
const confirming = (async () => {
  while (working) {
    await confirm(1 + Math.floor(Math.random() * 300));
    await addToLogs();
    await pause(Math.random() * 150);
  }
})();
const sizes = new Set();
const sizeNow = async () => (await client.query('select size from count_log order by id limit 1')).rows[0]?.size ?? 0;
let before = 0;
for (let kill = 1; kill <= kills; kill++) {
  // It has begun to work; the jobs of the one before are free again within a minute.
  for (let n = 0; n < 1500 && (await sizeNow()) === before; n++) await pause(50);
  await pause(Math.random() * 800);
  process.kill(worker.pid, 'SIGKILL');
  const size = (before = await sizeNow());
  sizes.add(size);
  worker = await startWorker();
  process.stdout.write(`\r${kill} kills, ${size} leaves `);
}
working = false;
await confirming;
const counted = async () =>
  (
    await client.query(`select (select counted from count_log order by id limit 1) as log,
      (select last_number from petition where slug = 'reconsider') as signatures,
      (select count(*)::int from count_log_checkpoint where note is null) as unpublished`)
  ).rows[0];
for (let n = 0; n < 120; n++) {
  await addToLogs();
  const { log, signatures, unpublished } = await counted();
  if (log === signatures && unpublished === 0) break;
  await pause(500);
}
await pause(1500);
await watch.stop();
const { log, signatures } = await counted();
const verdict = await watch.verify();
const isWhole = verdict.includes(`Signatures by the log: ${signatures}. Published: ${signatures}.`);
console.log();
console.table({
  'kills of the worker': kills,
  'different sizes at the moment of a kill': sizes.size,
  'heads a visitor saw': watch.roots.size,
  'sizes with two different heads (wanted: 0)': watch.forks,
  'heads smaller than one before (wanted: 0)': watch.shrunk,
  'confirmed signatures': signatures,
  'of these not in the log (wanted: 0)': signatures - log,
});
console.log(verdict);
process.kill(worker.pid, 'SIGKILL');
await web.stop();
await client.end();
await server.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(watch.forks === 0 && watch.shrunk === 0 && log === signatures && isWhole ? 0 : 1);
