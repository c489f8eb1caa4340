import { createHash, randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import copyStreams from 'pg-copy-streams';
import pg from 'pg';
import { median } from '../lib/pairs.mjs';
import { residentMiB, startApp } from '../lib/processes.mjs';
import { seedSignatures } from '../lib/seed.mjs';

const consentInForce = (purpose, recipient) => `exists (
  select 1 from consent c where c.subject_id = g.id and c.purpose = '${purpose}' and c.recipient = '${recipient}' and c.given
  and not exists (select 1 from consent d where d.subject_id = c.subject_id and d.purpose = c.purpose and d.recipient = c.recipient and d.id > c.id))`;
const counted = `g.status = 'confirmed' and g.shadow_rule is null`;
const withAddress = 'signature g join supporter s on s.id = g.supporter_id';

/** For each preset the same columns and rows as they lie in the tables; no guards, no marks. */
const plainCopies = {
  full: `select g.id, g.signed_at, g.confirmed_at, g.given_name, g.family_name, s.email, g.country, g.postal_code, g.locale, g.comment, g.show_name, c.consents, g.source
    from ${withAddress} left join (
      select subject_id, string_agg(purpose || ':' || wording, ';') as consents
      from (
        select distinct on (subject_id, purpose, recipient) subject_id, purpose, recipient, wording, given
        from consent order by subject_id, purpose, recipient, id desc
      ) l where given group by subject_id
    ) c on c.subject_id = g.id
    where ${counted} order by g.id`,
  newsletter: `select s.email, g.given_name, g.family_name, g.locale, g.country from ${withAddress}
    where ${counted} and ${consentInForce('newsletter', '')} order by g.id`,
  delivery: `select g.given_name, g.family_name, g.country from signature g where ${counted} and ${consentInForce('government', 'DE')} order by g.id`,
  analytics: `select (confirmed_at at time zone 'UTC')::date, country, locale, source, count(*) from signature g where ${counted} group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
};
const queries = {
  full: 'preset=full',
  newsletter: 'preset=newsletter',
  delivery: 'preset=delivery&recipient=DE',
  analytics: 'preset=analytics',
};

/** CSV export of all supporters over HTTP, each preset, against plain COPY … TO STDOUT of the same straight from PostgreSQL. */
export async function exports_(bench) {
  const database = await bench.freshDatabase();
  const app = await startApp({
    PORT: await bench.freePort(),
    ROLE: 'web',
    DATABASE_URL: database.url,
    SECRET_KEY: bench.secretKey,
  });
  await seedSignatures(database.client, 'reconsider', bench.rows, ['signature', 'newsletter', 'government/DE']);
  const secret = `dmr_${randomBytes(32).toString('base64url')}`;
  await database.client.query(
    `insert into api_token (id, name, token_hash, scopes, created_at) values (gen_random_uuid(), 'bench', $1, '{supporters:export}', now())`,
    [createHash('sha256').update(secret).digest()],
  );
  const results = [];
  for (const preset of Object.keys(queries)) results.push(await measure(bench, app, database, secret, preset));
  await app.stop();
  await database.drop();
  return results;
}

async function measure(bench, app, database, secret, preset) {
  const wrong = [];
  const ours = [];
  const limits = [];
  let growth = 0;
  for (let round = 0; round < bench.rounds; round++) {
    limits.push(await timedCopy(database.url, plainCopies[preset]));
    const before = residentMiB(app.pid);
    const watch = setInterval(() => (growth = Math.max(growth, residentMiB(app.pid) - before)), 50);
    const result = await timedExport(
      `${app.url}/api/v1/petitions/reconsider/supporters?format=csv&${queries[preset]}`,
      secret,
    );
    clearInterval(watch);
    if (preset !== 'analytics' && result.lines !== bench.rows + 1)
      wrong.push(`${result.lines - 1} of ${bench.rows} rows`);
    if (preset === 'analytics' && result.sum !== bench.rows)
      wrong.push(`${result.sum} of ${bench.rows} signatures counted`);
    ours.push(bench.rows / result.seconds);
  }
  const { rows } = await database.client.query(
    `select count(*)::int as n from export where status = 'finished' and preset = $1 and rows_done > 0 and sha256 is not null`,
    [preset],
  );
  if (rows[0].n !== bench.rounds) wrong.push('not every export is on record with its rows and checksum');
  if (growth > 64) wrong.push(`memory grew by ${growth.toFixed(0)} MiB`);
  const limit = limits.map((seconds) => bench.rows / seconds);
  return {
    name: `${preset} export of ${bench.rows.toLocaleString('en')} signatures (limit: plain COPY)`,
    ours: median(ours),
    limit: median(limit),
    ratio: median(ours.map((value, index) => value / limit[index])),
    atLeast: 0.5,
    note: `memory +${growth.toFixed(0)} MiB`,
    wrong,
  };
}

async function timedCopy(url, rows) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const begun = performance.now();
  await pipeline(
    client.query(copyStreams.to(`copy (${rows}) to stdout with (format csv, header)`)),
    new Writable({ write: (_chunk, _encoding, done) => done() }),
  );
  const seconds = (performance.now() - begun) / 1000;
  await client.end();
  return seconds;
}

async function timedExport(url, secret) {
  const begun = performance.now();
  const response = await fetch(url, { headers: { authorization: `Bearer ${secret}` } });
  if (response.status !== 200) throw new Error(`The export answered ${response.status}: ${await response.text()}`);
  let lines = 0;
  let bytes = 0;
  const kept = [];
  for await (const chunk of response.body) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
    if ((bytes += chunk.length) < 1 << 20) kept.push(chunk);
  }
  const seconds = (performance.now() - begun) / 1000;
  // The last column of a small table of figures, added up.
  const sum = Buffer.concat(kept)
    .toString()
    .trim()
    .split('\n')
    .slice(1)
    .reduce((total, line) => total + Number(line.split(',').at(-1)), 0);
  return { lines, sum, seconds };
}
