import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { Tree } from '../../dist/transparency/tree/tree.js';
import { median } from '../lib/pairs.mjs';
import { startApp } from '../lib/processes.mjs';
import { seedSignatures } from '../lib/seed.mjs';

const verifier = fileURLToPath(new URL('../../dist/site/assets/demarche-verify.mjs', import.meta.url));
/** Entries a second, milliseconds of a proof, seconds of a whole verification. */
const limits = { entries: 20_000, proof: 5, verifying: 60 };

/** A log that takes in all signatures of a petition at once, proofs from it, and its verification over HTTP. */
export async function log(bench) {
  const database = await bench.freshDatabase();
  const settings = {
    PORT: await bench.freePort(),
    DATABASE_URL: database.url,
    DATA_DIR: `${bench.folder}/log`,
    SECRET_KEY: bench.secretKey,
    SMTP_URL: 'smtp://127.0.0.1:9',
  };
  // The first start brings the petition; its log begins before the signatures are there, so that only they are timed, and nothing is added while they are written.
  const first = await startApp(settings);
  const { client } = database;
  const tiles = new pg.Pool({ connectionString: database.url, max: 4 });
  const read = async () =>
    (await client.query('select id, size, counted from count_log order by id limit 1')).rows[0] ?? { counted: -1 };
  const addJob = () =>
    client.query(`select graphile_worker.add_job('transparency.add_to_count_logs', job_key := 'now')`);
  await addJob();
  while ((await read()).counted < 0) await pause(100);
  await first.stop();
  await seedSignatures(client, 'reconsider', bench.rows);
  const app = await startApp(settings);
  await addJob();
  while ((await read()).counted === 0) await pause(5);
  const { counted: already } = await read();
  const begun = performance.now();
  while ((await read()).counted < bench.rows) await pause(20);
  if (already >= bench.rows) throw new Error('All entries were added before the clock began.');
  const entries = ((bench.rows - already) * 1000) / (performance.now() - begun);

  const { id, size } = await read();
  const tile = async ({ level, n, width }) => {
    const text = 'select data from count_log_tile where log_id = $1 and level = $2 and n = $3';
    const { rows } = await tiles.query({ name: 'tile', text, values: [id, level, n] });
    return rows[0].data.subarray(0, width * 32);
  };
  const proofs = [];
  for (let i = -20; i < 200; i++) {
    const from = performance.now();
    await new Tree(size, tile).inclusion(Math.floor(Math.random() * size));
    if (i >= 0) proofs.push(performance.now() - from);
  }

  while (
    !(await client.query('select 1 from count_log_checkpoint where size = $1 and note is not null', [size])).rowCount
  )
    await pause(50);
  const from = performance.now();
  const wrong = [];
  const { stdout } = await promisify(execFile)(process.execPath, [verifier, `${app.url}/petitions/reconsider`]).catch(
    (error) => error,
  );
  if (!stdout.includes(`Signatures by the log: ${bench.rows}. Published: ${bench.rows}.`))
    wrong.push(stdout.slice(0, 200));
  const verifying = (performance.now() - from) / 1000;
  await tiles.end();
  await app.stop();
  await database.drop();
  const proof = median(proofs);
  return [
    {
      name: `entries added to a count log (limit: ${limits.entries} a second)`,
      ours: entries,
      limit: limits.entries,
      ratio: entries / limits.entries,
      atLeast: 1,
      note: `${size.toLocaleString('en')} entries`,
      wrong,
    },
    {
      name: `proofs from a count log (limit: ${limits.proof} ms)`,
      ours: 1000 / proof,
      limit: 1000 / limits.proof,
      ratio: limits.proof / proof,
      atLeast: 1,
      note: `median ${proof.toFixed(1)} ms, slowest ${Math.max(...proofs).toFixed(1)} ms`,
      wrong: [],
    },
    {
      name: `verification of a whole count log over HTTP (limit: ${limits.verifying} s)`,
      ours: size / verifying,
      limit: size / limits.verifying,
      ratio: limits.verifying / verifying,
      atLeast: 1,
      note: `${verifying.toFixed(1)} s`,
      wrong: [],
    },
  ];
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
