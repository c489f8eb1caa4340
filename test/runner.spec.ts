import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const runner = fileURLToPath(new URL('./support/runner/', import.meta.url));

interface Report {
  success: boolean;
  numTotalTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { title: string; fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** Runs Jest with our runner over test files made for it. */
function run(...args: string[]): { code: number | null; report: Report; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-runner-'));
  try {
    const config = {
      rootDir: join(runner, 'fixtures'),
      runner: join(runner, 'runner.mjs'),
      testMatch: ['**/*.fixture.ts'],
      transform: {},
      testTimeout: 300,
      cacheDirectory: folder,
    };
    const file = join(folder, 'report.json');
    const { status, stderr } = spawnSync(
      process.execPath,
      [jest, '--config', JSON.stringify(config), '--json', '--outputFile', file, ...args],
      { encoding: 'utf8' },
    );
    return { code: status, report: JSON.parse(readFileSync(file, 'utf8')) as Report, said: stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the runner of the tests', () => {
  let all: ReturnType<typeof run>;
  beforeAll(() => {
    all = run('--maxWorkers=2');
  });
  const file = (name: string) => all.report.testResults.find((one) => basename(one.name) === `${name}.fixture.ts`);
  const test = (name: string, title: string) => {
    const found = file(name)?.assertionResults.find((one) => one.title === title);
    return [found?.status, found?.failureMessages.join('\n') ?? ''];
  };

  it('fails as a whole, with every file in the report', () => {
    expect(all.code).toBe(1);
    expect(all.report).toMatchObject({ success: false, numTotalTests: 17 });
    expect(all.report.testResults).toHaveLength(9);
  });

  it('knows tables, tests known to fail, left out and planned', () => {
    expect(file('sound')?.status).not.toBe('failed');
    expect(file('sound')?.assertionResults.map(({ fullName, status }) => `${fullName}: ${status}`)).toEqual([
      'sound runs a table: 1: passed',
      'sound runs a table: 2: passed',
      'sound may be known to fail: passed',
      'sound may be left out: pending',
      'sound may be planned: todo',
      'sound leaves a handle open, which keeps nobody waiting: passed',
    ]);
  });

  it.each([
    ['failing', 'says what differs and where', /Expected: .*5[\s\S]*Received: .*4[\s\S]*failing\.fixture\.ts:5:22/],
    ['failing', 'takes too long', /Exceeded timeout of 300 ms/],
    ['failing', 'takes too long by its own measure', /Exceeded timeout of 20 ms/],
    ['failing', 'promised assertions and made none', /at least one assertion/],
    ['failing', 'throws where nobody listens', /thrown in a timer/],
    ['failing', 'leaves a rejection unhandled', /rejected and forgotten/],
    ['hook', 'cannot run', /no ground to stand on/],
  ])('fails %s: %s', (name, title, words) => {
    expect(test(name, title)).toEqual(['failed', expect.stringMatching(words)]);
  });

  it('shows the line of what failed, also of what took too long', () => {
    for (const line of [5, 7, 8, 9])
      expect(file('failing')?.message).toMatch(new RegExp(`at .*failing\\.fixture\\.ts:${line}:`));
  });

  it.each([
    ['last-words', /thrown after all/],
    ['broken', /broken while it is loaded/],
    ['exiting', /ended with code 0 before the file did[\s\S]*process\.exit called with "0"/],
    ['killed', /ended by SIGKILL before the file did/],
  ])('fails the file %s', (name, words) => {
    expect(file(name)).toMatchObject({ status: 'failed', message: expect.stringMatching(words) as string });
  });

  it('goes on after a failure, and gives each file its own support and settings', () => {
    expect(test('failing', 'is not the same as one that works')[0]).toBe('passed');
    expect([file('afterwards')?.status, file('again')?.status]).toEqual(['passed', 'passed']);
  });

  it('runs only what is asked for: files, and tests by name, in one process', () => {
    const { code, report } = run('--runInBand', '-t', 'known to fail', 'sound', 'afterwards');
    expect(code).toBe(0);
    expect(
      report.testResults
        .flatMap(({ assertionResults }) => assertionResults)
        .filter(({ status }) => status === 'passed'),
    ).toHaveLength(1);
  });
});
