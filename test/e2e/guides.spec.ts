import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CommandLine } from '../support/cli.js';
import { DataFolder } from '../support/data-folder.js';
import { startServer, type Server } from '../support/server.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;

const pages = ['README.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`)]
  .filter((name) => name.endsWith('.md'))
  .sort();
/** The shell commands of a page, in their order. */
const blocksIn = (page: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );

/**
 * Stands in for npm: the command line runs from the built tree. Scripts that build, start or test the program itself are what runs this very test;
 * of those only the names are looked at.
 */
const npm = `#!/bin/sh
if [ "$1" = run ]; then shift; fi
if [ "$1" = --silent ]; then shift; fi
if [ "$1" = cli ]; then shift; shift; exec "$NODE" "$CLI" "$@"; fi
echo "$1" >> "$CALLED"
`;

describe('the commands of README and docs', () => {
  const work = mkdtempSync(join(tmpdir(), 'demarche-guides-'));
  const bin = mkdtempSync(join(tmpdir(), 'demarche-guides-bin-'));
  const [folder, restored] = [new DataFolder(), new DataFolder()];
  const called = join(work, 'called');
  const done = new Set<string>();
  /** A line of our command line that a page before it has run already is not run again: each start takes seconds. */
  const isNew = (line: string): boolean => !/^npm run cli -- .*[^\\]$/.test(line) || (!done.has(line) && Boolean(done.add(line)));
  let server: Server;
  beforeAll(async () => {
    const tool = (name: string, text: string) => {
      writeFileSync(join(bin, name), text);
      chmodSync(join(bin, name), 0o755);
    };
    tool('npm', npm);
    const { stdout: curl } = await promisify(execFile)('/bin/sh', ['-c', 'command -v curl']);
    // An answer that is an error fails the command.
    tool('curl', `#!/bin/sh\nexec ${curl.trim()} --fail-with-body "$@"\n`);
    writeFileSync(called, '');
    symlinkSync(folder.path, join(work, 'var'));
    symlinkSync(restored.path, join(work, 'restored'));
    symlinkSync(join(root, 'prisma'), join(work, 'prisma'));
    server = await startServer({ DATA_DIR: folder.path, RATE_LIMIT_SIGNUPS: 'off', LOG_LEVEL: 'warn' });
  });
  afterAll(async () => {
    await server.stop();
    await folder.destroy();
    await restored.destroy();
    for (const path of [work, bin]) rmSync(path, { recursive: true, force: true });
  });

  async function run(commands: readonly string[]): Promise<void> {
    const script = ['set -euo pipefail', ...commands].join('\n').replaceAll('http://localhost:3000', server.url);
    const { HOME = '', PATH = '' } = process.env;
    const env = {
      HOME,
      PATH: `${bin}:${PATH}`,
      NODE: process.execPath,
      CLI: join(root, 'dist/cli.js'),
      CALLED: called,
      PORT: String(server.port),
    };
    await promisify(execFile)('bash', ['-c', script], { cwd: work, env, timeout: 120_000 }).catch(
      (error: Error & { stdout?: string; stderr?: string }) => {
        throw new Error(`${error.message}\n${error.stdout ?? ''}\n${error.stderr ?? ''}`);
      },
    );
  }

  const withCommands = pages.filter((page) => blocksIn(page).length > 0);

  it('name commands and options that exist, also within a sentence', async () => {
    const line = new CommandLine({});
    const known = new Map((await line.describe()).map(({ name, help }) => [name, help]));
    line.close();
    const named = pages.flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/`npm run cli -- ([a-z][^`]*)`/g)].map(([, text = '']) => ({ page, text })),
    );
    expect(named.length).toBeGreaterThan(15);
    for (const { page, text } of named) {
      const [name = '', ...rest] = text.split(/\s+/);
      expect([page, name, known.has(name)]).toEqual([page, name, true]);
      for (const option of rest.filter((word) => word.startsWith('--') && word !== '--help'))
        expect([page, name, option, new RegExp(`${option}\\b`).test(known.get(name) ?? '')]).toEqual([page, name, option, true]);
    }
  });

  it('are found', () => {
    expect(withCommands).toEqual(
      expect.arrayContaining(['README.md', 'docs/api.md', 'docs/guides/operating.md', 'docs/guides/quick-start.md']),
    );
  });

  it.each(withCommands.map((page) => [relative('.', page), page]))('work: %s', async (_, page) => {
    await run(blocksIn(page).map((block) => block.split('\n').filter(isNew).join('\n')));
    for (const script of readFileSync(called, 'utf8').split('\n').filter(Boolean))
      expect(['ci', 'start', 'test', ...Object.keys(scripts)]).toContain(script);
  });
});
