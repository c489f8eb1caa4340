import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { applyMigrations } from '../../dist/platform/database/apply-migrations.js';
import { root } from '../lib/processes.mjs';
import { seedSignatures } from '../lib/seed.mjs';

/** The first migration of the version that is upgraded to. */
const first = '20261130031528_campaign_profile';
const folder = join(root, 'prisma/migrations');
const migrations = readdirSync(folder)
  .filter((name) => /^\d/.test(name))
  .sort();
const sqlOf = (name) => readFileSync(join(folder, name, 'migration.sql'), 'utf8');

const total = `select (select sum(confirmed)::int from (select confirmed from count_total union all select confirmed from count_delta) n) as counted,
  (select count(*)::int from signature where status = 'confirmed') as signed`;

/** A database of the version before, with as many signatures as wanted, is migrated while people go on signing; against a wait of one second. */
export async function upgrade(bench) {
  const database = await bench.freshDatabase(false);
  const { client } = database;
  for (const name of migrations.filter((one) => one < first)) await client.query(sqlOf(name));
  const id = (n) => `00000000-0000-4000-8000-00000000000${n}`;
  await client.query(`insert into campaign values ($1, 'reconsider', '{}', 4, 4, '{}', 'Europe/Brussels')`, [id(1)]);
  await client.query(
    `insert into petition (id, slug, campaign_id, opens_on, sources, consents, created_at) values ($1, 'reconsider', $2, '2026-06-01', '[]', '[]', now())`,
    [id(2), id(1)],
  );
  await seedSignatures(client, 'reconsider', bench.rows);
  const before = (await client.query(total)).rows[0];

  const waits = [];
  const state = { over: false };
  const signing = signs(database.url, id(2), state, waits);
  const begun = performance.now();
  const pending = migrations.filter((one) => one >= first).map((name) => ({ name, sql: sqlOf(name), checksum: '' }));
  await applyMigrations(client, pending, console.error);
  const seconds = (performance.now() - begun) / 1000;
  state.over = true;
  await signing;

  const wrong = [];
  const after = (await client.query(total)).rows[0];
  if (after.counted !== before.counted || after.signed !== before.signed + waits.length)
    wrong.push(`counts: ${JSON.stringify(before)} became ${JSON.stringify(after)} after ${waits.length} more`);
  const { rows } = await client.query('select count(*)::int as n from petition where opens_at is null');
  if (rows[0].n > 0) wrong.push('a petition has no opening');
  await database.drop();
  const longest = Math.max(...waits) / 1000;
  return [
    {
      name: `upgrade with ${bench.rows.toLocaleString('en')} signatures (limit: a sign-up waits 1 s)`,
      ours: 1 / longest,
      limit: 1,
      ratio: 1 / longest,
      atLeast: 1,
      note: `${seconds.toFixed(1)} s, ${waits.length} sign-ups meanwhile, the longest ${Math.round(longest * 1000)} ms`,
      wrong,
    },
  ];
}

/** Signs as the version before does, one after the other, until the upgrade is over. */
async function signs(url, petition, state, waits) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (let n = 0; !state.over || n === 0; n++) {
    const begun = performance.now();
    await client.query(
      `with p as (select id from petition where id = $1 and opens_on <= current_date),
       s as (insert into supporter (id, email_key, email, locale, created_at, mail_day, mail_count)
             values (gen_random_uuid(), sha256($2::bytea), $2, 'en', now(), current_date, 1) returning id)
       insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, locale, show_name, signed_at, confirmed_at, number)
       select gen_random_uuid(), p.id, s.id, 'confirmed', 'Ada', 'Lovelace', 'GB', 'en', false, now(), now(), 2000000 + $3::int from p, s`,
      [petition, `upgrade${n}@example.org`, n],
    );
    waits.push(performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await client.end();
}
