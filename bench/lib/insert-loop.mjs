// The limit for sign-ups: what a plain design would do at best. Single-row inserts of the same details, prepared, each
// committed durably, over as many connections of the `pg` driver; one unique key, no HTTP, no validation, no mail.
import { randomUUID } from 'node:crypto';
import pg from 'pg';

const table = `drop table if exists bench_row; create table bench_row (id uuid primary key, email text unique, given_name text, family_name text,
  country text, locale text, show_name boolean, consents jsonb, signed_at timestamptz)`;
const insert = 'insert into bench_row values ($1, $2, $3, $4, $5, $6, $7, $8, now())';

process.once('message', async ({ url, connections, seconds }) => {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  await clients[0].query(table);
  const begun = performance.now();
  const until = begun + seconds * 1000;
  const times = [];
  let n = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        const at = performance.now();
        const values = [
          randomUUID(),
          `p${n++}@example.org`,
          'Ada',
          'Lovelace',
          'GB',
          'en',
          true,
          '[{"purpose":"signature","wording":"2026-11"}]',
        ];
        await client.query({ name: 'insert', text: insert, values });
        times.push(performance.now() - at);
      }
    }),
  );
  const elapsed = (performance.now() - begun) / 1000;
  const { rows } = await clients[0].query('select count(*)::int as n from bench_row');
  if (rows[0].n !== times.length) throw new Error('The limit lost rows.');
  await clients[0].query('drop table bench_row');
  await Promise.all(clients.map((client) => client.end()));
  times.sort((a, b) => a - b);
  const quantile = (q) => times[Math.floor(times.length * q)];
  process.send({ perSecond: times.length / elapsed, p50: quantile(0.5), p99: quantile(0.99) });
});
