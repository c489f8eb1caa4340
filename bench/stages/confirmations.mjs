import { inPairs } from '../lib/pairs.mjs';
import { runChild, startApp } from '../lib/processes.mjs';
import { Tokens } from '../../dist/platform/tokens.js';

const connections = 64;

/** Confirmations over HTTP, each link once, against single-row durable inserts. */
export async function confirmations(bench) {
  const database = await bench.freshDatabase();
  const app = await startApp({
    PORT: await bench.freePort(),
    ROLE: 'web',
    DATABASE_URL: database.url,
    SECRET_KEY: bench.secretKey,
  });
  const amount = bench.quick ? 5_000 : 25_000;
  const tokens = new Tokens(bench.secretKey);
  const tomorrow = new Date(Date.now() + 86_400_000);
  const wrong = [];
  const result = await inPairs(
    bench.rounds,
    async (round) => {
      await runChild('http-load.mjs', {
        url: app.url,
        connections,
        amount,
        method: 'POST',
        path: '/api/v1/petitions/reconsider/signatures',
        signups: `c${round}`,
      });
      const { rows } = await database.client.query(`select id from signature where status = 'pending'`);
      const paths = rows.map(({ id }) => `/c/${tokens.issue('confirm', id, tomorrow)}`);
      const load = await runChild('http-load.mjs', {
        url: app.url,
        connections,
        amount: paths.length,
        method: 'POST',
        paths,
      });
      if (load.failed > 0 || load.answered !== paths.length) wrong.push(`${load.answered} of ${paths.length} answered`);
      return load;
    },
    () => runChild('insert-loop.mjs', { url: database.url, connections, seconds: Math.min(bench.seconds, 5) }),
  );
  const shown = await (await fetch(`${app.url}/api/v1/petitions/reconsider`)).json();
  const { rows } = await database.client.query(
    `select count(*)::int as n, count(distinct number)::int as numbers, max(number) as highest, (select sum(pending)::int from count_delta) as pending from signature where status = 'confirmed'`,
  );
  const [{ n, numbers, highest, pending }] = rows;
  if (shown.signatureCount !== n || numbers !== n || highest !== n || pending !== 0)
    wrong.push(
      `shown ${shown.signatureCount}, confirmed ${n}, numbers ${numbers}, highest ${highest}, pending ${pending}`,
    );
  await app.stop();
  await database.drop();
  return [
    {
      name: 'confirmations (limit: single-row inserts)',
      ours: result.oursPerSecond,
      limit: result.limitPerSecond,
      ratio: result.ratio,
      atLeast: 0.5,
      wrong,
    },
  ];
}
