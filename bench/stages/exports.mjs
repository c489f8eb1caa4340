import { createHash, randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import copyStreams from 'pg-copy-streams';
import pg from 'pg';
import { median } from '../lib/pairs.mjs';
import { residentMiB, startApp } from '../lib/processes.mjs';
import { seedSignatures } from '../lib/seed.mjs';

/** The same columns as the export's, as they lie in the tables; consents in force. */
const plainCopy = `copy (
  select g.id, g.signed_at, g.confirmed_at, g.given_name, g.family_name, s.email, g.country, g.postal_code, g.locale, g.comment, g.show_name, c.consents, g.source
  from signature g join supporter s on s.id = g.supporter_id
  left join (
    select signature_id, string_agg(purpose || ':' || wording, ';') as consents
    from (select distinct on (signature_id, purpose) signature_id, purpose, wording, given from consent order by signature_id, purpose, id desc) l
    where given group by signature_id
  ) c on c.signature_id = g.id
  where g.status = 'confirmed' and g.shadow_rule is null order by g.id) to stdout with (format csv, header)`;

/** CSV export of all supporters over HTTP, against plain COPY … TO STDOUT of the same columns straight from PostgreSQL. */
export async function exports_(bench) {
  const database = await bench.freshDatabase();
  const app = await startApp({ PORT: await bench.freePort(), ROLE: 'web', DATABASE_URL: database.url, SECRET_KEY: bench.secretKey });
  await seedSignatures(database.client, 'reconsider', bench.rows);
  const secret = `dmr_${randomBytes(32).toString('base64url')}`;
  await database.client.query(
    `insert into api_token (id, name, token_hash, scopes, created_at) values (gen_random_uuid(), 'bench', $1, '{supporters:export}', now())`,
    [createHash('sha256').update(secret).digest()],
  );
  const wrong = [];
  const ours = [];
  const limits = [];
  let growth = 0;
  for (let round = 0; round < bench.rounds; round++) {
    limits.push(await timedCopy(database.url));
    const before = residentMiB(app.pid);
    const watch = setInterval(() => (growth = Math.max(growth, residentMiB(app.pid) - before)), 50);
    const result = await timedExport(`${app.url}/api/v1/petitions/reconsider/supporters?format=csv`, secret);
    clearInterval(watch);
    if (result.lines !== bench.rows + 1) wrong.push(`${result.lines - 1} of ${bench.rows} rows`);
    ours.push(bench.rows / result.seconds);
  }
  const { rows } = await database.client.query(
    `select count(*)::int as n from export where status = 'finished' and rows_done = $1 and sha256 is not null`,
    [bench.rows],
  );
  if (rows[0].n !== bench.rounds) wrong.push('not every export is on record with its rows and checksum');
  if (growth > 64) wrong.push(`memory grew by ${growth.toFixed(0)} MiB`);
  await app.stop();
  await database.drop();
  const limit = limits.map((seconds) => bench.rows / seconds);
  const ratio = median(ours.map((value, index) => value / limit[index]));
  return [
    {
      name: `export of ${bench.rows.toLocaleString('en')} rows (limit: plain COPY)`,
      ours: median(ours),
      limit: median(limit),
      ratio,
      atLeast: 0.5,
      note: `memory +${growth.toFixed(0)} MiB`,
      wrong,
    },
  ];
}

async function timedCopy(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const begun = performance.now();
  await pipeline(client.query(copyStreams.to(plainCopy)), new Writable({ write: (_chunk, _encoding, done) => done() }));
  const seconds = (performance.now() - begun) / 1000;
  await client.end();
  return seconds;
}

async function timedExport(url, secret) {
  const begun = performance.now();
  const response = await fetch(url, { headers: { authorization: `Bearer ${secret}` } });
  if (response.status !== 200) throw new Error(`The export answered ${response.status}: ${await response.text()}`);
  let lines = 0;
  for await (const chunk of response.body) for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
  return { lines, seconds: (performance.now() - begun) / 1000 };
}
