// Two PostgreSQL servers with synchronous streaming replication, from Debian's packages.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = '/usr/lib/postgresql';
const version = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a))[0] : undefined;
export const hasPostgres = version !== undefined && existsSync(join(root, version, 'bin/pg_basebackup'));

const nobody = { uid: 65_534, gid: 65_534 };
const account = process.getuid() === 0 ? nobody : {};

const tool = (name, args, options = {}) => {
  const { status, stderr } = spawnSync(join(root, version, 'bin', name), args, {
    ...account,
    encoding: 'utf8',
    ...options,
  });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
};

const common = (port) => [
  '-p',
  String(port),
  '-c',
  'listen_addresses=127.0.0.1',
  '-c',
  'unix_socket_directories=',
  '-c',
  'max_connections=200',
  '-c',
  'wal_keep_size=512MB',
  '-c',
  'hot_standby=on',
  '-c',
  'primary_slot_name=',
];

/** @returns a server with a fresh cluster of the user `owner`, not started */
export function makeServer(folder, port, password) {
  mkdirSync(folder, { recursive: true });
  if (account.uid) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o755);
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const made = server(join(folder, 'a'), port);
  tool('initdb', ['-D', made.data, '-U', 'owner', '--pwfile', passwordFile, '-A', 'scram-sha-256']);
  return made;
}

/** @returns servers with start, kill and promote; `primary` runs and waits for `standby` at each commit */
export async function startPair(folder, [primaryPort, standbyPort], password) {
  const primary = makeServer(folder, primaryPort, password);
  const standby = server(join(folder, 'b'), standbyPort);
  await primary.start();
  const env = { ...process.env, PGPASSWORD: password };
  const from = `host=127.0.0.1 port=${primaryPort} user=owner password=${password} application_name=b`;
  tool('pg_basebackup', ['-D', standby.data, '-R', '-X', 'stream', '-c', 'fast', '-d', from], { env });
  await standby.start();
  await primary.stop();
  await primary.start(['-c', 'synchronous_standby_names=b']);
  return { primary, standby };
}

function server(data, port) {
  let child;
  const pgCtl = (...args) => tool('pg_ctl', ['-D', data, '-w', '-t', '30', ...args]);
  return {
    data,
    port,
    get runs() {
      return child !== undefined && child.exitCode === null && child.signalCode === null;
    },
    start: async (more = []) => {
      child = spawn(join(root, version, 'bin/postgres'), ['-D', data, ...common(port), ...more], {
        ...account,
        stdio: 'ignore',
      });
      for (;;) {
        const { status } = spawnSync(join(root, version, 'bin/pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]);
        if (status === 0) return;
        if (child.exitCode !== null) throw new Error(`PostgreSQL on ${data} ended with ${child.exitCode}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGINT');
      await once(child, 'exit');
    },
    /** Every process of the server at once, as when the machine loses power. */
    kill: async () => {
      // Stopped first, so that it starts no further ones, which would outlive it.
      child.kill('SIGSTOP');
      spawnSync('pkill', ['-9', '-P', String(child.pid)]);
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    promote: () => pgCtl('promote'),
  };
}
