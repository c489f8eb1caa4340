import { median } from '../lib/pairs.mjs';
import { startApp } from '../lib/processes.mjs';

/** Milliseconds that the positions of all states on a day may take. */
const limit = 20;

/** The ledger of all states read and every position derived, once per day asked for, so that no answer comes from memory. */
export async function positions(bench) {
  const database = await bench.freshDatabase();
  const app = await startApp({
    PORT: await bench.freePort(),
    ROLE: 'web',
    DATABASE_URL: database.url,
    SECRET_KEY: bench.secretKey,
  });
  const wrong = [];
  const times = [];
  const rounds = bench.quick ? 40 : 200;
  for (let n = -10; n < rounds; n++) {
    const on = new Date(Date.UTC(2025, 0, 1 + n + 10)).toISOString().slice(0, 10);
    const begun = performance.now();
    const answer = await fetch(`${app.url}/api/v1/conventions/APMBC/positions?on=${on}`);
    const { positions: rows, totals } = await answer.json();
    // The first ten warm up connections and compiler.
    if (n >= 0) times.push(performance.now() - begun);
    if (rows.length !== 199 || totals.parties !== partiesOn(on))
      wrong.push(`${on}: ${rows.length} states, ${totals.parties} parties`);
  }
  await app.stop();
  await database.drop();
  const milliseconds = median(times);
  return [
    {
      name: `positions of all States on a day (limit: ${limit} ms)`,
      ours: 1000 / milliseconds,
      limit: 1000 / limit,
      ratio: limit / milliseconds,
      atLeast: 1,
      note: `median ${milliseconds.toFixed(1)} ms over HTTP, slowest ${Math.max(...times).toFixed(1)} ms`,
      wrong: wrong.slice(0, 3),
    },
  ];
}

/** Parties by the depositary's count in 2025: Marshall Islands joined on 12 March, Tonga on 25 June. */
const partiesOn = (on) => 164 + (on >= '2025-03-12') + (on >= '2025-06-25') - (on >= '2025-12-27' ? 3 : 0);
