import { inPairs } from '../lib/pairs.mjs';
import { runChild, startApp, startChild } from '../lib/processes.mjs';
import { seedSignatures } from '../lib/seed.mjs';

/** The petition page and the counter, against a bare route of the same framework that does nothing. */
export async function pages(bench) {
  const database = await bench.freshDatabase();
  const app = await startApp({
    PORT: await bench.freePort(),
    ROLE: 'web',
    DATABASE_URL: database.url,
    SECRET_KEY: bench.secretKey,
  });
  await seedSignatures(database.client, 'reconsider', 10_000);
  const noop = await startChild('noop-server.mjs', { port: await bench.freePort() });
  const rows = [];
  const measured = [
    { name: 'petition page', path: '/petitions/reconsider', holds: (text) => text.includes('10,000'), atLeast: 0.85 },
    {
      name: 'counter (JSON)',
      path: '/api/v1/petitions/reconsider',
      holds: (text) => JSON.parse(text).signatureCount === 10_000,
      atLeast: 0.9,
    },
    { name: 'page of a State', path: '/states/LT', holds: (text) => text.includes('27 December 2025') },
    {
      name: 'map and table of a convention',
      path: '/conventions/APMBC',
      holds: (text) => (text.match(/data-iso=/g) ?? []).length === 199,
    },
  ];
  for (const { name, path, holds, atLeast = 0.8 } of measured) {
    const wrong = [];
    await runChild('http-load.mjs', { url: app.url, seconds: 2, path });
    await runChild('http-load.mjs', { url: noop.url, seconds: 2, path: '/' });
    const checked = async (url, at) => {
      const load = await runChild('http-load.mjs', { url, seconds: bench.seconds, path: at });
      if (load.failed > 0) wrong.push(`${load.failed} failed`);
      return load;
    };
    const result = await inPairs(
      bench.rounds,
      () => checked(app.url, path),
      () => checked(noop.url, '/'),
    );
    if (!holds(await (await fetch(app.url + path)).text())) wrong.push('it does not show what it should');
    rows.push({
      name: `${name} (limit: bare no-op route)`,
      ours: result.oursPerSecond,
      limit: result.limitPerSecond,
      ratio: result.ratio,
      atLeast,
      note: `p99 ${result.ours[0].p99} ms`,
      wrong,
    });
  }
  noop.stop();
  await app.stop();
  await database.drop();
  return rows;
}
