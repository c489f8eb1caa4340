import { spawn, spawnSync, type SpawnOptions } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { freePort } from './free-port.js';
import { plainEnvironment } from '../config/plain-environment.js';
import { StartupProblem } from '../errors.js';
import { packagedBinaries, sharedCopy } from './embedded-binaries.js';

/** Server settings beside PostgreSQL's defaults; durability (fsync, synchronous_commit) stays as it is. */
const settings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 256MB
max_wal_size = 4GB
wal_compression = on
checkpoint_timeout = 10min
max_parallel_workers_per_gather = 0
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_statement = 'none'
log_min_error_statement = 'panic'
log_parameter_max_length_on_error = 0
`;

export interface EmbeddedServer {
  url: string;
  /** False when the server was already running, left behind by a process that died or used by one that is still running. */
  started: boolean;
  /** Stops the server cleanly and waits for it. */
  stop: () => Promise<void>;
  /** The same while the process exits, when nothing can be waited for. */
  stopAtExit: () => void;
  /** Stops it and deletes its files; for scratch servers of tests and tools. */
  destroy: () => Promise<void>;
}

interface Account {
  uid?: number;
  gid?: number;
}

/**
 * Starts PostgreSQL under the data folder, or finds the one that already runs there.
 * PostgreSQL refuses to run as root, so for root it runs as another user with its files in a folder that user can enter.
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedServer> {
  mkdirSync(dataDir, { recursive: true });
  const account = serverAccount();
  const asRoot = account.uid !== undefined;
  const id = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12);
  const home = asRoot ? `/var/lib/demarche-${id}` : join(realpathSync(dataDir), 'postgres');
  if (asRoot) setAsideLeftOver(home, join(dataDir, 'postgres-home'));
  const native = await packagedBinaries();
  const server = new ServerFolder(home, asRoot ? sharedCopy(native, '/var/lib/demarche') : native, account);
  await server.initialise();
  return server.start();
}

/**
 * For root the database is outside the data folder. Deleting the data folder also deletes the key, and a database without its key is useless; it is
 * moved aside, not deleted, and a new one is created.
 */
function setAsideLeftOver(home: string, marker: string): void {
  if (!existsSync(marker) && existsSync(home)) renameSync(home, `${home}.left-${Date.now()}`);
  writeFileSync(marker, `${home}\n`);
}

function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!found)
    throw new StartupProblem(
      'PostgreSQL does not run as root and there is no user "postgres" or "nobody". Start as an ordinary user or set DATABASE_URL.',
    );
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

class ServerFolder {
  private readonly cluster: string;
  private readonly passwordFile: string;
  private readonly log: string;

  constructor(
    private readonly home: string,
    private readonly binaries: string,
    private readonly account: Account,
  ) {
    this.cluster = join(home, 'cluster');
    this.passwordFile = join(home, 'password');
    this.log = join(home, 'postgres.log');
  }

  /** Creates the cluster once; one left half-made by a crash is deleted. */
  async initialise(): Promise<void> {
    if (existsSync(join(this.cluster, 'PG_VERSION'))) return;
    mkdirSync(this.home, { recursive: true });
    this.own(this.home, 0o700);
    if (!existsSync(this.passwordFile)) writeFileSync(this.passwordFile, randomBytes(24).toString('base64url'));
    this.own(this.passwordFile, 0o600);
    const unfinished = `${this.cluster}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    await this.execute('initdb', [
      '-D',
      unfinished,
      '-U',
      'demarche',
      '--auth=scram-sha-256',
      `--pwfile=${this.passwordFile}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
    ]);
    appendFileSync(join(unfinished, 'postgresql.conf'), settings);
    renameSync(unfinished, this.cluster);
  }

  async start(): Promise<EmbeddedServer> {
    const running = await this.findRunning();
    if (running) return this.server(running, false);
    const port = await freePort();
    const stopAtExit = (): void => this.stopAtExit(2000);
    process.once('exit', stopAtExit);
    try {
      await this.execute('pg_ctl', [
        '-D',
        this.cluster,
        '-l',
        this.log,
        '-w',
        '-t',
        '120',
        '-o',
        `-p ${port}`,
        'start',
      ]);
    } catch (error) {
      const other = await this.findRunning();
      if (other) return this.server(other, false);
      const lines = existsSync(this.log)
        ? readFileSync(this.log, 'utf8').trim().split('\n').slice(-3).join(' | ')
        : 'no log';
      throw new StartupProblem(`The embedded PostgreSQL did not start: ${lines}`, 'database.unusable', {
        cause: error,
      });
    } finally {
      process.off('exit', stopAtExit);
    }
    return this.server(this.url(port), true);
  }

  private server(url: string, started: boolean): EmbeddedServer {
    const destroy = async (): Promise<void> => {
      await this.stop();
      rmSync(this.home, { recursive: true, force: true });
    };
    return { url, started, stop: () => this.stop(), stopAtExit: () => this.stopAtExit(), destroy };
  }

  /** The address of a server that runs on this folder and accepts our password. */
  private async findRunning(): Promise<string | null> {
    const pidFile = join(this.cluster, 'postmaster.pid');
    if (!existsSync(pidFile)) return null;
    const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n');
    if (!isAlive(Number(pid))) return null;
    const url = this.url(Number(port));
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return url;
    } catch {
      return null;
    }
  }

  private async stop(): Promise<void> {
    await this.execute('pg_ctl', this.stopping);
  }

  /** @param patience how long to wait, in milliseconds, for a server that is starting and cannot be identified yet */
  private stopAtExit(patience = 0): void {
    const [file, options] = this.program('pg_ctl');
    const until = Date.now() + patience;
    while (spawnSync(file, this.stopping, { ...options, stdio: 'ignore' }).status !== 0 && Date.now() < until)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }

  private get stopping(): string[] {
    return ['-D', this.cluster, '-m', 'fast', '-w', '-t', '60', 'stop'];
  }

  private url(port: number): string {
    return `postgresql://demarche:${readFileSync(this.passwordFile, 'utf8').trim()}@127.0.0.1:${port}/postgres`;
  }

  /**
   * Runs a program to its end. pg_ctl is run again when a signal ended it: between its fork and its own session it still belongs to our process group
   * and receives the group's signals. Starting and stopping are both safe to repeat.
   */
  private async execute(program: string, args: string[], tries = 3): Promise<void> {
    const [file, options] = this.program(program);
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] as const });
    const [[code], said] = await Promise.all([once(child, 'close') as Promise<[number | null]>, text(child.stderr)]);
    if (code === null && program === 'pg_ctl' && tries > 1) return this.execute(program, args, tries - 1);
    if (code !== 0) throw new Error(`${program} ended with ${code ?? 'a signal'}: ${said.trim()}`);
  }

  /** A session of its own: Ctrl-C and a closed terminal reach the whole process group, and must not end what starts or stops the server. */
  private program(name: string): [file: string, options: SpawnOptions] {
    const isWindows = process.platform === 'win32';
    const env = { ...plainEnvironment(), LC_ALL: 'C.UTF-8', LD_LIBRARY_PATH: join(this.binaries, 'lib') };
    const file = join(this.binaries, 'bin', isWindows ? `${name}.exe` : name);
    return [file, { ...this.account, cwd: this.home, env, detached: !isWindows, windowsHide: true }];
  }

  private own(path: string, mode: number): void {
    if (this.account.uid !== undefined && this.account.gid !== undefined)
      chownSync(path, this.account.uid, this.account.gid);
    chmodSync(path, mode);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
