import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import writeExcelFile from 'write-excel-file/node';
import { residentMiB, root, startApp } from '../lib/processes.mjs';

const limitSeconds = 60;
/** A heap that has room takes it, whatever is alive; with this one, what grows is alive, and too much of it ends the program. */
const smallHeap = ['--max-old-space-size=128', '--max-semi-space-size=4'];
const header = ['Given name', 'Family name', 'Country', 'E-mail', 'Postal code', 'Newsletter', 'Signed on'];
const countries = ['FR', 'DE', 'ES', 'GB', 'UA', 'Norway', 'Italie', 'Polonia'];

/** Lists from paper and elsewhere, from the file to counted signatures, by `signatures:import` of the built program, against the time allowed. */
export async function imports(bench) {
  const n = bench.quick ? 20_000 : 100_000;
  const folder = mkdtempSync(join(tmpdir(), 'demarche-bench-import-'));
  const rows = [];
  try {
    for (const [format, write] of Object.entries({ csv: writeCsv, xlsx: writeWorkbook })) {
      const file = join(folder, `list.${format}`);
      await write(file, n, format);
      rows.push(await measured(bench, { n, file, format, folder }));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

async function measured(bench, { n, file, format, folder }) {
  const database = await bench.freshDatabase();
  // The server fills in the petition. It does not stay: its worker would do a part of the work.
  await (
    await startApp({
      PORT: await bench.freePort(),
      ROLE: 'web',
      DATABASE_URL: database.url,
      SECRET_KEY: bench.secretKey,
    })
  ).stop();
  const { seconds, growth, said } = await run(bench, database, folder, [
    ...['signatures:import', '--petition', 'reconsider', '--file', file, '--note', 'bench', '--attest', '--json'],
  ]);
  const outcome = JSON.parse(said);
  const { rows } = await database.client.query(
    `select (select count(*)::int from signature where import_id = $1 and status = 'confirmed') as signatures,
            (select count(distinct number)::int from signature where import_id = $1) as positions,
            (select count(*)::int from supporter) as persons, (select count(*)::int from outbox_mail) as mails,
            (select coalesce(sum(confirmed), 0)::int from (select confirmed from count_total union all select confirmed from count_delta) c) as counted,
            (select count(*)::int from consent where purpose = 'newsletter') as newsletters,
            (select count(*)::int from signature_import_row where cells <> '{}') as held`,
    [outcome.id],
  );
  const wanted = {
    signatures: n,
    positions: n,
    persons: n,
    mails: 0,
    counted: n,
    newsletters: Math.ceil(n / 4),
    held: 0,
  };
  const wrong = Object.entries(wanted).flatMap(([what, value]) =>
    rows[0][what] === value ? [] : [`${what}: ${rows[0][what]} of ${value}`],
  );
  if (outcome.rowsTaken !== n || outcome.rowsRepeated !== n / 100)
    wrong.push(`taken ${outcome.rowsTaken}, repeated ${outcome.rowsRepeated}`);
  if (growth > 64) wrong.push(`memory grew by ${growth.toFixed(0)} MiB`);
  await database.drop();
  const allowed = limitSeconds * (n / 100_000);
  return {
    name: `import of ${n.toLocaleString('en')} rows, ${format.toUpperCase()} (limit: ${allowed} s)`,
    ours: n / seconds,
    limit: n / allowed,
    ratio: allowed / seconds,
    atLeast: 1,
    note: `${seconds.toFixed(1)} s, memory +${growth.toFixed(0)} MiB`,
    wrong,
  };
}

/** Runs a command to its end. Time counts from the first progress told, memory from the same moment: what comes before is starting. */
async function run(bench, database, folder, args) {
  const env = {
    ...process.env,
    LOG_LEVEL: 'warn',
    DATABASE_URL: database.url,
    SECRET_KEY: bench.secretKey,
    DATA_DIR: folder,
  };
  const child = spawn(process.execPath, [...smallHeap, join(root, 'dist/run/cli.js'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  let growth = 0;
  let before = null;
  const begun = performance.now();
  const watch = setInterval(() => {
    const resident = residentMiB(child.pid);
    if (resident !== null && before !== null) growth = Math.max(growth, resident - before);
  }, 50);
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => {
    complained += chunk;
    before ??= residentMiB(child.pid);
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${complained}`);
  return { seconds: (performance.now() - begun) / 1000, growth, said };
}

/** One in four wants the newsletter, one in ten has no address, and one in a hundred stands there twice. */
function* lines(n, format) {
  yield header;
  for (let i = 0; i < n; i++) {
    const email = i % 10 === 5 ? '' : `p${i}.${format}@example.org`;
    const row = [
      `Given${i % 997}`,
      `Family${i}`,
      countries[i % countries.length],
      email,
      String(10_000 + (i % 89_999)),
      i % 4 === 0 ? 'yes' : '',
      '2026-11-02',
    ];
    yield row;
    if (i % 100 === 0) yield row;
  }
}

function writeCsv(file, n, format) {
  writeFileSync(file, [...lines(n, format)].map((cells) => cells.join(';')).join('\r\n'));
}

async function writeWorkbook(file, n, format) {
  await writeExcelFile([...lines(n, format)], { sheet: 'List' }).toFile(file);
}
