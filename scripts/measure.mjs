// `npm run measure`: how much is installed and how long people wait, beside what is wanted. Times are the best of five, on a built tree and a data
// folder of its own; the first start, which makes the database, is not among them. Exits 1 on a miss.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfNeeded } from './build.mjs';
import { installed, productionPlaces, root } from './production.mjs';
import { freePorts, removeData, startProgram } from './running.mjs';

const rounds = 5;
const megabyte = 2 ** 20;

/** Windows tells no blocks. */
const onDisk = ({ blocks, size }) => (blocks === undefined ? size : blocks * 512);

/** Bytes that the files of a folder take on the disk; without folders called `but`. */
function bytesIn(folder, but) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === but ? sum : sum + bytesIn(path, but);
    return entry.isFile() ? sum + onDisk(statSync(path)) : sum;
  }, 0);
}

/** @returns milliseconds, the least of several */
async function best(work) {
  const times = [];
  for (let i = 0; i < rounds; i++) times.push(await work());
  return Math.min(...times);
}

async function timed(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** As Node itself counts it, without what it needs to start. */
function importMilliseconds() {
  const url = (path) => pathToFileURL(join(root, path)).href;
  const script = `await import('reflect-metadata'); const begun = performance.now(); await import('${url('dist/run/open.js')}'); console.log(performance.now() - begun); process.exit()`;
  const { stdout } = spawnSync(process.execPath, ['--max-semi-space-size=64', '--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  return Number(stdout);
}

const run = (args, env) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'ignore' });
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(' ')} ended with ${code}`))));
  });

await buildIfNeeded();
const packages = installed();
const production = productionPlaces(packages);
const productionBytes = [...production].reduce((sum, place) => sum + bytesIn(join(root, place), 'node_modules'), 0);
const folder = mkdtempSync(join(tmpdir(), 'demarche-measure-'));
const rows = [
  ['packages installed', Object.keys(packages).length, 950, ''],
  ['size of node_modules', bytesIn(join(root, 'node_modules'), '.cache') / megabyte, undefined, 'MB'],
  ['packages the program runs with', production.size, 420, ''],
  ['their size', productionBytes / megabyte, 360, 'MB'],
];
try {
  const env = { ...process.env, ...(await freePorts()), DATA_DIR: folder, LOG_LEVEL: 'warn' };
  await (await startProgram(env)).stop();
  rows.push(['import of the application', (await best(() => importMilliseconds())) / 1000, 1, 's']);
  let program;
  const start = async () => {
    await program?.stop();
    return timed(async () => {
      program = await startProgram(env);
      await (await fetch(`${program.url}/petitions/reconsider`)).text();
    });
  };
  rows.push(['start to the first page', (await best(start)) / 1000, 3, 's']);
  rows.push([
    'a command (`audit:verify`)',
    (await best(() => timed(() => run(['scripts/cli.mjs', 'audit:verify'], env)))) / 1000,
    1.5,
    's',
  ]);
  await program.stop();
} finally {
  removeData(folder);
}
const shown = (value) => (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 0));
console.log(`Node.js ${process.version}`);
for (const [what, value, most, unit] of rows)
  console.log(
    `${what.padEnd(32)}${`${shown(value)} ${unit}`.trimEnd().padEnd(10)}${most === undefined ? '' : `wanted: at most ${most}${value > most ? '  MISSED' : ''}`}`.trimEnd(),
  );
process.exit(rows.some(([, value, most]) => most !== undefined && value > most) ? 1 : 0);
