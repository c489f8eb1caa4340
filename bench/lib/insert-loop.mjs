// The limit for sign-ups: single-row inserts, prepared, each committed durably, over many connections of the `pg` driver.
import pg from 'pg';

process.once('message', async ({ url, connections, seconds }) => {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  await clients[0].query('drop table if exists bench_row; create table bench_row (id bigint generated always as identity primary key, email text, name text, country text, at timestamptz)');
  const until = performance.now() + seconds * 1000;
  const times = [];
  let n = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        const begun = performance.now();
        await client.query({ name: 'insert', text: 'insert into bench_row (email, name, country, at) values ($1, $2, $3, now())', values: [`p${n++}@example.org`, 'Ada Lovelace', 'GB'] });
        times.push(performance.now() - begun);
      }
    }),
  );
  const { rows } = await clients[0].query('select count(*)::int as n from bench_row');
  await clients[0].query('drop table bench_row');
  await Promise.all(clients.map((client) => client.end()));
  times.sort((a, b) => a - b);
  const at = (q) => times[Math.floor(times.length * q)];
  process.send({ perSecond: times.length / seconds, answered: times.length, stored: rows[0].n, p50: at(0.5), p99: at(0.99) });
});
