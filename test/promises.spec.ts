import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Promised {
  promise: string;
  evidence: string;
}

/** Rows of a table `| # | promise | test |`. */
const rowsIn = (page: string): Promised[] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| #') && !line.startsWith('| ---'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, , promise = '', evidence = '']) => ({ promise, evidence }));

const specOf = (name: string): string =>
  /^(src|bench)\//.test(name) ? name : name.startsWith('npm ') ? '' : `test/${name}`;

/** What is wrong with the evidence of a row: files that do not exist, names of tests that stand in none of its files. */
function faultsOf({ evidence }: Promised, read: (path: string) => string | null): string[] {
  const files = [...evidence.matchAll(/`([\w./-]+\.(?:spec\.tsx?|mjs))`/g)].map(([, name = '']) => specOf(name));
  const texts = files.map((path) => read(path));
  const missing = files.filter((_, index) => texts[index] === null).map((path) => `${path} does not exist`);
  const quoted = [...evidence.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name.replace(/…$/, ''));
  const unknown = quoted
    .filter((name) => !texts.some((text) => text?.includes(name)))
    .map((name) => `no test is called "${name}"`);
  return files.length === 0 && !evidence.includes('`') ? ['names no test'] : [...missing, ...unknown];
}

const readHere = (path: string): string | null =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null;

describe('docs/PROMISES.md', () => {
  const rows = rowsIn(readHere('docs/PROMISES.md') ?? '');

  it('names tests that exist, by names they have', () => {
    expect(rows.length).toBeGreaterThan(80);
    const faults = rows.flatMap((row) => faultsOf(row, readHere).map((fault) => `${row.promise}: ${fault}`));
    expect(faults).toEqual([]);
  });

  it('says each promise once', () => {
    const said = rows.map(({ promise }) => promise);
    expect(said.filter((promise, index) => said.indexOf(promise) !== index)).toEqual([]);
  });

  it.each([
    ['a file that is gone', '`medium/gone.spec.ts`'],
    ['a test that is gone', '`promises.spec.ts` "flies"'],
    ['no file', 'somewhere'],
  ])('would notice %s', (_, evidence) => {
    const files: Record<string, string> = { 'test/promises.spec.ts': "it('walks')" };
    expect(faultsOf({ promise: 'x', evidence }, (path) => files[path] ?? null)).toHaveLength(1);
  });
});
