import { inPairs, median } from '../lib/pairs.mjs';
import { runChild, startApp } from '../lib/processes.mjs';

const connections = 64;

/** Durable sign-ups over HTTP, against single-row durable inserts straight into PostgreSQL. */
export async function signups(bench) {
  const database = await bench.freshDatabase();
  const app = await startApp({
    PORT: await bench.freePort(),
    ROLE: 'web',
    DATABASE_URL: database.url,
    SECRET_KEY: bench.secretKey,
  });
  await runChild('http-load.mjs', {
    url: app.url,
    connections,
    seconds: 2,
    method: 'POST',
    path: '/api/v1/petitions/reconsider/signatures',
    signups: 'warm',
  });
  const stored = async () => (await database.client.query('select count(*)::int as n from signature')).rows[0].n;
  const wrong = [];
  const result = await inPairs(
    bench.rounds,
    async (round) => {
      const before = await stored();
      const load = await runChild('http-load.mjs', {
        url: app.url,
        connections,
        seconds: bench.seconds,
        method: 'POST',
        path: '/api/v1/petitions/reconsider/signatures',
        signups: `r${round}`,
      });
      const added = (await stored()) - before;
      if (load.failed > 0) wrong.push(`${load.failed} failed`);
      // A request cut off by the end of the run may be stored without its answer having been read.
      if (added < load.answered || added > load.answered + connections)
        wrong.push(`${load.answered} answered, ${added} stored`);
      return load;
    },
    () => runChild('insert-loop.mjs', { url: database.url, connections, seconds: Math.min(bench.seconds, 5) }),
  );
  const { rows } = await database.client
    .query(`select (select sum(pending) from count_delta) = (select count(*) from signature) as counted,
    (select count(*) from outbox_mail) = (select count(*) from signature) as mailed, (select count(*) from supporter) = (select count(*) from signature) as known`);
  for (const [check, holds] of Object.entries(rows[0])) if (!holds) wrong.push(`not all ${check}`);
  await app.stop();
  await database.drop();
  const of = (key) => median(result.ours.map((r) => r[key]));
  const limitOf = (key) => median(result.limit.map((r) => r[key]));
  return [
    {
      name: 'durable sign-ups, 64 connections (limit: single-row inserts)',
      ours: result.oursPerSecond,
      limit: result.limitPerSecond,
      ratio: result.ratio,
      atLeast: 0.65,
      note: `p50 ${of('p50')} ms, p99 ${of('p99')} ms (limit ${limitOf('p50').toFixed(0)}, ${limitOf('p99').toFixed(0)})`,
      wrong,
    },
  ];
}
