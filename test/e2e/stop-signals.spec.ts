import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { DataFolder } from '../support/data-folder.js';
import { freePort } from '../support/server.js';
import { until } from '../support/until.js';

const start = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));
const running = new Set<ChildProcess>();

/** The program in a process group of its own, as a terminal starts it. */
async function startInGroup(folder: DataFolder): Promise<{ child: ChildProcess; group: number; output: () => string }> {
  const { PATH = '', HOME = '' } = process.env;
  const [PORT, MAILBOX_PORT, METRICS_PORT] = [
    String(await freePort()),
    String(await freePort()),
    String(await freePort()),
  ];
  const env = { PATH, HOME, PORT, MAILBOX_PORT, METRICS_PORT, DATA_DIR: folder.path, LOG_FORMAT: 'json' };
  const child = spawn(process.execPath, [start], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, group: -(child.pid ?? 0), output: () => output };
}

const form = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '12', expect: '100-continue' };
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const tell = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
};

/** What to send to the group and to the server itself, with pauses in milliseconds between. */
type Step = ['group' | 'child', NodeJS.Signals] | number;
const mixes: Record<string, Step[]> = {
  'Ctrl-C that is passed on': [['group', 'SIGINT'], ['child', 'SIGINT'], 50, ['child', 'SIGTERM']],
  'Ctrl-C twice within a second': [['group', 'SIGINT'], 200, ['group', 'SIGINT'], 300, ['child', 'SIGTERM']],
  'a stop by a service manager, twice': [['group', 'SIGTERM'], 20, ['child', 'SIGTERM'], 20, ['group', 'SIGTERM']],
  'a terminal that closes': [['group', 'SIGHUP'], ['child', 'SIGTERM'], 100, ['group', 'SIGHUP']],
};

// Linux only, as the tests are: the command lines of all processes.
const servers = (home: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(home) && line.includes('/bin/postgres'));

describe('signals to the process group', () => {
  const folder = new DataFolder();
  /** Where the server's files lie: for root that is outside the data folder. */
  const home = (): string =>
    process.getuid?.() === 0 ? readFileSync(`${folder.path}/postgres-home`, 'utf8').trim() : `${folder.path}/postgres`;
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await folder.destroy();
  });

  const send = async ({ child, group }: { child: ChildProcess; group: number }, steps: Step[]): Promise<unknown> => {
    const ended = once(child, 'exit');
    for (const step of steps)
      if (child.exitCode !== null) break;
      else if (typeof step === 'number') await pause(step);
      else tell(step[0] === 'group' ? group : (child.pid ?? 0), step[1]);
    const [code] = (await ended) as [number | null];
    running.delete(child);
    return code;
  };

  it.each(Object.entries(mixes))('%s: one clean stop, and no PostgreSQL is left', async (_, steps) => {
    const started = await startInGroup(folder);
    await until('the server serves', () => started.output().includes('Demarche is running'));
    expect(servers(home())).not.toEqual([]);
    const code = await send(started, steps);
    expect([code, servers(home()), code === 0 ? '' : started.output()]).toEqual([0, [], '']);
  });

  it('leaves no PostgreSQL when it is stopped while it starts', async () => {
    for (const step of [0, 300]) {
      const started = await startInGroup(folder);
      await until('PostgreSQL is being started', () => servers(home()).length > 0);
      await send(started, [step, ['group', 'SIGINT'], 50, ['group', 'SIGINT']]);
      expect(servers(home())).toEqual([]);
    }
  });

  it('ends at once for a person who presses Ctrl-C again after a while, and stops PostgreSQL then too', async () => {
    const started = await startInGroup(folder);
    await until('the server serves', () => started.output().includes('Demarche is running'));
    // A request whose body never comes holds the stop up.
    const port = Number(/localhost:(\d+)\/petitions/.exec(started.output())?.[1]);
    const held = request({ port, host: '127.0.0.1', path: '/me?lang=en', method: 'POST', headers: form });
    held.on('error', () => undefined).flushHeaders();
    await new Promise((resolve) => held.once('continue', resolve));
    // On a busy machine the first one may be noticed late, and the second one then too soon after it.
    const presses: Step[] = [1, 2, 3].flatMap((): Step[] => [3500, ['group', 'SIGINT']]);
    expect([await send(started, [['group', 'SIGINT'], ...presses]), servers(home())]).toEqual([130, []]);
  });
});
