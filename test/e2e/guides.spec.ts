import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CommandLine } from '../support/cli.js';
import { DataFolder } from '../support/data-folder.js';
import { startServer, type Server } from '../support/server.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
  .scripts;

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`),
]
  .filter((name) => name.endsWith('.md'))
  .sort();
/** The shell commands of a page, in their order. */
const blocksIn = (page: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map(
    ([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );

/**
 * Stands in for npm: the command line runs from the built tree, all commands in one process. Scripts that build, start or test the program itself are
 * what runs this very test; of those only the names are looked at.
 */
const npm = `#!/bin/sh
if [ "$1" = run ]; then shift; fi
if [ "$1" = --silent ]; then shift; fi
if [ "$1" = cli ]; then shift; shift; exec "$NODE" "$RELAY" "$@"; fi
echo "$1" >> "$CALLED"
`;

interface Order {
  args: string[];
  settings: Record<string, string>;
  folder: string;
}

describe('the commands of README and docs', () => {
  const work = mkdtempSync(join(tmpdir(), 'demarche-guides-'));
  const bin = mkdtempSync(join(tmpdir(), 'demarche-guides-bin-'));
  const [folder, restored] = [new DataFolder(), new DataFolder()];
  const called = join(work, 'called');
  let line: CommandLine;
  const commands = createServer({ allowHalfOpen: true }, (socket) => {
    let order = '';
    socket.setEncoding('utf8').on('data', (part: string) => (order += part));
    socket.on('end', () => {
      const { args, settings, folder } = JSON.parse(order) as Order;
      void line.run(args, settings, folder).then((answer) => socket.end(JSON.stringify(answer)));
    });
  });
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
    line = new CommandLine({});
    await new Promise<void>((resolve) => commands.listen(join(bin, 'socket'), resolve));
    server = await startServer({ DATA_DIR: folder.path, RATE_LIMIT_SIGNUPS: 'off', LOG_LEVEL: 'warn' });
  });
  afterAll(async () => {
    commands.close();
    line.close();
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
      RELAY: join(root, 'test/support/cli-relay.mjs'),
      CLI_SOCKET: join(bin, 'socket'),
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
    const known = new Map((await line.describe()).map(({ name, help }) => [name, help]));
    const named = pages.flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/`npm run cli -- ([a-z][^`]*)`/g)].map(([, text = '']) => ({
        page,
        text,
      })),
    );
    expect(named.length).toBeGreaterThan(15);
    for (const { page, text } of named) {
      const [name = '', ...rest] = text.split(/\s+/);
      expect([page, name, known.has(name)]).toEqual([page, name, true]);
      for (const option of rest.filter((word) => word.startsWith('--') && word !== '--help'))
        expect([page, name, option, new RegExp(`${option}\\b`).test(known.get(name) ?? '')]).toEqual([
          page,
          name,
          option,
          true,
        ]);
    }
  });

  it('are found', () => {
    expect(withCommands).toEqual(
      expect.arrayContaining(['README.md', 'docs/api.md', 'docs/guides/operating.md', 'docs/guides/quick-start.md']),
    );
  });

  it.each(withCommands.map((page) => [relative('.', page), page]))('work: %s', async (_, page) => {
    await run(blocksIn(page));
    for (const script of readFileSync(called, 'utf8').split('\n').filter(Boolean))
      expect(['ci', 'start', 'test', ...Object.keys(scripts)]).toContain(script);
  });
});
