import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { freePort } from './server.js';
import { until } from './until.js';

const program = ['/usr/sbin/pgbouncer', '/usr/local/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(existsSync);

/** Whether PgBouncer is installed (Debian: `apt-get install pgbouncer`). Tests of it are skipped by name where it is not. */
export const hasPgBouncer = program !== undefined;

/** A PgBouncer of its own before a PostgreSQL server. */
export interface PgBouncer {
  port: number;
  /** The address of a database through it. */
  url: (database: string, user: string, password: string) => string;
  stop: () => Promise<void>;
  kill: () => Promise<void>;
}

/** @param server the address of the PostgreSQL server @param users who may come through, with their passwords */
export async function startPgBouncer(
  server: string,
  mode: 'session' | 'transaction' | 'statement',
  users: Record<string, string>,
): Promise<PgBouncer> {
  if (program === undefined) throw new Error('PgBouncer is not installed.');
  const { hostname, port: serverPort } = new URL(server);
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
  const file = (name: string, lines: string[]): string => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`, { mode: 0o644 });
    return join(folder, name);
  };
  const settings = file('pgbouncer.ini', [
    '[databases]',
    `* = host=${hostname} port=${serverPort}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = plain',
    `auth_file = ${file('users.txt', Object.entries(users).map(([name, password]) => `"${name}" "${password}"`))}`,
    `pool_mode = ${mode}`,
    'default_pool_size = 10',
    'max_client_conn = 500',
  ]);
  chmodSync(folder, 0o755);
  // It refuses to run as root.
  const asOther = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(program, ['-q', ...asOther, settings], { stdio: 'ignore' });
  await until('PgBouncer listens', () => accepts(port));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    await ended(child, signal);
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    port,
    url: (database, user, password) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

export const versionOfPgBouncer = (): string =>
  program === undefined ? 'none' : (execFileSync(program, ['--version']).toString().split('\n')[0] ?? '');
