// `npm test`: builds what is out of date and runs the tests; arguments go to the test runner. A whole green run leaves a mark with a hash over
// every file of the checkout. `--unless-green` (npm run check) does not run the same tests on the same bytes twice: it says when they were green.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const mark = join(root, 'node_modules', '.cache', 'demarche', 'green.json');
/** Made from the others, or no part of the program. */
const left = new Set(['node_modules', 'dist', 'var', '.git', 'coverage', 'src/generated']);

function* filesIn(folder = '') {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (left.has(path)) continue;
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile()) yield path;
  }
}

function hashOfFiles() {
  const hash = createHash('sha256').update(process.version);
  for (const path of filesIn()) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

function readMark() {
  try {
    return JSON.parse(readFileSync(mark, 'utf8'));
  } catch {
    return {};
  }
}

const args = process.argv.slice(2).filter((arg) => arg !== '--unless-green');
const before = hashOfFiles();
const green = readMark();
if (process.argv.includes('--unless-green') && args.length === 0 && green.hash === before) {
  console.log(
    `All tests were green on exactly these files at ${green.at} (${before.slice(0, 12)}). "npm test" runs them again.`,
  );
  process.exit(0);
}
await buildIfNeeded();
const runner = join(root, 'node_modules/jest/bin/jest.js');
const { status } = spawnSync(process.execPath, [runner, ...args], { cwd: root, stdio: 'inherit' });
if (args.length === 0) {
  rmSync(mark, { force: true });
  if (status === 0 && hashOfFiles() === before) {
    mkdirSync(dirname(mark), { recursive: true });
    writeFileSync(mark, JSON.stringify({ hash: before, at: new Date().toISOString() }));
  }
}
process.exit(status ?? 1);
