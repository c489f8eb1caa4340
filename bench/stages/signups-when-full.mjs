import { inPairs } from '../lib/pairs.mjs';
import { runChild, startApp } from '../lib/processes.mjs';
import { seedSignatures } from '../lib/seed.mjs';

const load = (app, bench, signups) =>
  runChild('http-load.mjs', {
    url: app.url,
    connections: 64,
    seconds: bench.seconds,
    method: 'POST',
    path: '/api/v1/petitions/reconsider/signatures',
    signups,
  });

/** Sign-ups into a database that holds a million signatures, against the same into an empty one. */
export async function signupsWhenFull(bench) {
  const full = await bench.freshDatabase();
  const empty = await bench.freshDatabase();
  const start = async (database) =>
    startApp({ PORT: await bench.freePort(), ROLE: 'web', DATABASE_URL: database.url, SECRET_KEY: bench.secretKey });
  const [fullApp, emptyApp] = [await start(full), await start(empty)];
  await seedSignatures(full.client, 'reconsider', bench.rows);
  await full.client.query('checkpoint');
  for (const app of [fullApp, emptyApp]) await load(app, { ...bench, seconds: 2 }, 'warm');
  const wrong = [];
  const checked = async (app, signups) => {
    const result = await load(app, bench, signups);
    if (result.failed > 0) wrong.push(`${result.failed} failed`);
    return result;
  };
  const result = await inPairs(
    bench.rounds,
    (round) => checked(fullApp, `f${round}`),
    (round) => checked(emptyApp, `e${round}`),
  );
  const { rows } = await full.client.query('select count(*)::int as n from signature');
  if (rows[0].n < bench.rows) wrong.push('the seeded rows are not there');
  await Promise.all([fullApp.stop(), emptyApp.stop()]);
  await full.drop();
  await empty.drop();
  return [
    {
      name: `sign-ups with ${bench.rows.toLocaleString('en')} signatures there (limit: the same, empty)`,
      ours: result.oursPerSecond,
      limit: result.limitPerSecond,
      ratio: result.ratio,
      atLeast: 0.9,
      wrong,
    },
  ];
}
