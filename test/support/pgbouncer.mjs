// A PgBouncer of its own before a PostgreSQL server, for tests and the drill.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../dist/platform/database/free-port.js';

const program = ['/usr/sbin/pgbouncer', '/usr/local/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(existsSync);

export const hasPgBouncer = program !== undefined;

export async function startPgBouncer(server, mode, users) {
  if (program === undefined) throw new Error('PgBouncer is not installed.');
  const { hostname, port: serverPort } = new URL(server);
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
  const file = (name, lines) => {
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
    `auth_file = ${file(
      'users.txt',
      Object.entries(users).map(([name, password]) => `"${name}" "${password}"`),
    )}`,
    `pool_mode = ${mode}`,
    'default_pool_size = 10',
    'max_client_conn = 500',
    'server_connect_timeout = 2',
    'server_login_retry = 1',
  ]);
  chmodSync(folder, 0o755);
  // It refuses to run as root.
  const asOther = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  let child;
  const start = async () => {
    child = spawn(program, ['-q', ...asOther, settings], { stdio: 'ignore' });
    while (child.exitCode === null && !(await accepts(port))) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  await start();
  return {
    port,
    url: (database, user) => `postgresql://${user}:${users[user]}@127.0.0.1:${port}/${database}`,
    kill: () => end('SIGKILL'),
    start,
    stop: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).once('error', () => resolve(false));
  });
