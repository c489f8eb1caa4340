import { spawn } from 'node:child_process';
import { closeSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import pg from 'pg';
import { plainEnvironment } from '../../config/plain-environment.js';
import { StartupProblem } from '../../errors.js';
import { migrate } from '../migrate.js';
import { makeRoles } from '../roles.js';
import { requireEmpty } from './require-empty.js';

/** Whether a file is of pg_dump's custom format, by its first bytes. */
export function isDump(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(5);
    return readSync(file, start) === 5 && start.toString('latin1') === 'PGDMP';
  } finally {
    closeSync(file);
  }
}

/**
 * Runs the pg_dump on the PATH; either the whole file is written or nothing.
 * @throws StartupProblem `backup.tool_missing`, `backup.tool_old` (older than the server), `backup.tool_failed`
 */
export async function writeDump(url: string, path: string): Promise<void> {
  await requireFitting('pg_dump', await serverVersion(url));
  const part = `${path}.part`;
  // Created here so that only its owner can read it, whatever the tool would do.
  closeSync(openSync(part, 'wx', 0o600));
  try {
    await run('pg_dump', ['--format=custom', '--no-owner', '--file', part], url);
    renameSync(part, path);
  } finally {
    rmSync(part, { force: true });
  }
}

/**
 * Loads such a file into an empty database in one transaction, then migrates it to the version of this application. Rights are granted again rather
 * than taken from the file, and so is the record of which were granted.
 * @throws StartupProblem as above
 */
export async function restoreDump(url: string, path: string): Promise<void> {
  await requireFitting('pg_restore', await serverVersion(url));
  await requireEmpty(url);
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  // Policies of the job queue name them.
  await connected(url, makeRoles);
  await run(
    'pg_restore',
    [
      '--single-transaction',
      '--exit-on-error',
      '--no-owner',
      '--no-privileges',
      '--no-comments',
      '--dbname',
      database,
      path,
    ],
    url,
  );
  await migrate(url);
}

const serverVersion = (url: string): Promise<number> =>
  connected(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `select current_setting('server_version_num')::int / 10000 as n`,
    );
    return rows[0]?.n ?? 0;
  });

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function requireFitting(tool: string, server: number): Promise<void> {
  const said = await output(tool, ['--version'], {});
  const own = Number(/\b(\d+)(?:\.\d+|devel|beta\d|rc\d)/.exec(said)?.[1]);
  // Tools can read servers of their own version and older.
  if (!(own >= server))
    throw new StartupProblem(
      `${tool} is of PostgreSQL ${own || '?'}, the database of ${server}. Put one of ${server} or newer on the PATH.`,
      'backup.tool_old',
    );
}

/** The whole connection address is passed through the environment: every user of the machine can read arguments. */
async function run(tool: string, args: string[], url: string): Promise<void> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const sslMode = searchParams.get('sslmode');
  await output(tool, args, {
    PGHOST: searchParams.get('host') ?? hostname.replace(/^\[|\]$/g, ''),
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    ...(sslMode !== null && { PGSSLMODE: sslMode }),
  });
}

function output(tool: string, args: string[], connection: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, {
      env: { ...plainEnvironment(), ...connection },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [said, complained] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    child.once('error', () =>
      reject(
        new StartupProblem(`${tool} is not on the PATH. Install the PostgreSQL client tools.`, 'backup.tool_missing'),
      ),
    );
    child.once('close', (code) => {
      if (code === 0) return resolve(said);
      // Only its first line: details may quote rows.
      const reason = complained.split('\n')[0]?.slice(0, 200) ?? '';
      reject(new StartupProblem(`${tool} ended with ${code ?? 'a signal'}: ${reason}`, 'backup.tool_failed'));
    });
  });
}
