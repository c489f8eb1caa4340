// `npm run bench [-- --quick] [-- --only signups,pages]`: measures the hot paths, each against a limit taken in the same
// run on the same machine, and checks that what was measured was also done right. Prints one table; exits 1 on a miss.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/platform/database/embedded-postgres.js';
import { freePort } from '../dist/platform/database/free-port.js';
import { migrate } from '../dist/platform/database/migrate.js';
import { confirmations } from './stages/confirmations.mjs';
import { desk } from './stages/desk.mjs';
import { exports_ } from './stages/exports.mjs';
import { imports } from './stages/imports.mjs';
import { log } from './stages/log.mjs';
import { mails } from './stages/mails.mjs';
import { pages } from './stages/pages.mjs';
import { positions } from './stages/positions.mjs';
import { signups } from './stages/signups.mjs';
import { signupsWhenFull } from './stages/signups-when-full.mjs';
import { updates } from './stages/updates.mjs';
import { upgrade } from './stages/upgrade.mjs';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const stages = {
  signups,
  confirmations,
  mails,
  pages,
  positions,
  exports: exports_,
  imports,
  desk,
  log,
  signupsWhenFull,
  updates,
  upgrade,
};
const wanted = options.only ? options.only.split(',') : Object.keys(stages);

const folder = mkdtempSync(join(tmpdir(), 'demarche-bench-'));
const server = await startEmbeddedPostgres(folder);
let databases = 0;

/** What a stage gets: sizes, a way to a fresh migrated database, and the settings every server of the run shares. */
const bench = {
  quick: options.quick,
  seconds: options.quick ? 3 : 8,
  rounds: options.quick ? 1 : 3,
  rows: options.quick ? 50_000 : 1_000_000,
  secretKey: 'a secret key for the benchmark only, forty chars',
  freePort,
  folder,
  async freshDatabase(migrated = true) {
    const name = `bench_${++databases}`;
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(`create database ${name}`);
    await admin.end();
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    if (migrated) await migrate(url.href);
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    const drop = async () => {
      await client.end();
      const again = new pg.Client({ connectionString: server.url });
      await again.connect();
      await again.query(`drop database ${name} with (force)`);
      await again.end();
    };
    return { url: url.href, client, drop };
  },
};

const rows = [];
let failed = false;
try {
  for (const name of wanted) {
    process.stderr.write(`${name} …\n`);
    for (const row of await stages[name](bench)) {
      rows.push(row);
      failed ||= row.ratio < row.atLeast || row.wrong.length > 0;
    }
  }
} finally {
  await server.destroy();
  rmSync(folder, { recursive: true, force: true });
}

const figure = (value) =>
  value === undefined || value === null ? '' : value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
const cells = rows.map((row) => [
  row.name,
  figure(row.ours),
  figure(row.limit),
  row.ratio.toFixed(2),
  `≥ ${row.atLeast}`,
  row.note ?? '',
  row.wrong.length === 0 ? 'right' : row.wrong.join('; '),
]);
const heads = ['what', 'ours/s', 'limit/s', 'ratio', 'wanted', 'more', 'result'];
const widths = heads.map((head, column) => Math.max(head.length, ...cells.map((line) => line[column].length)));
const print = (line) => console.log(line.map((cell, column) => cell.padEnd(widths[column])).join('  '));
console.log(
  `\nNode ${process.version}, ${cpus().length} cores shared by server, database and load generator${options.quick ? ', quick run' : ''}. Ratios are medians of pairs.`,
);
print(heads);
print(widths.map((width) => '-'.repeat(width)));
cells.forEach(print);
process.exit(failed ? 1 : 0);
