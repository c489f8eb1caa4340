import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from './platform/config/config.js';
import { startEmbeddedPostgres, type EmbeddedServer } from './platform/database/embedded-postgres.js';
import { StartupProblem } from './platform/errors.js';
import { startLocalMailbox, type LocalMailbox } from './platform/mail/local-mailbox.js';
import type { Runtime } from './platform/runtime.js';

/** Any number; held by the one process that serves from an embedded database. */
const dataFolderLock = 7_240_405;

/** What was started around the application and must be stopped after it. */
export interface Surroundings {
  runtime: Runtime;
  mailbox: LocalMailbox | null;
  stop: () => Promise<void>;
}

export interface BootOptions {
  /** The command line works beside a serving process: it uses a running database and starts no mailbox. */
  beside?: true;
}

/**
 * Finds or starts database and mail server for the settings.
 * @throws StartupProblem in one sentence when the port or the data folder is taken
 */
export async function boot(config: Config, options: BootOptions = {}): Promise<Surroundings> {
  if (!options.beside && config.ROLE !== 'worker') await refuseTakenPort(config);
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const databaseUrl = config.DATABASE_URL ?? (await embeddedDatabase(config, options, stops));
    const mailbox = config.SMTP_URL === undefined && config.ROLE !== 'web' && !options.beside ? await startLocalMailbox(config.DATA_DIR, config.MAILBOX_PORT) : null;
    if (mailbox) stops.push(() => mailbox.stop());
    const smtpUrl = config.SMTP_URL ?? mailbox?.smtpUrl ?? null;
    return { runtime: { config, databaseUrl, smtpUrl, secretKey: config.SECRET_KEY ?? secretKeyIn(config.DATA_DIR) }, mailbox, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function embeddedDatabase(config: Config, options: BootOptions, stops: (() => Promise<void> | void)[]): Promise<string> {
  const server = await startEmbeddedPostgres(config.DATA_DIR);
  if (options.beside && !server.started) return server.url;
  stops.push(await holdDataFolder(config, server));
  return server.url;
}

/**
 * One serving process per data folder, told by an advisory lock in its database: it goes with the process that holds it,
 * however that ends. A server left behind by a killed process is simply taken over.
 */
async function holdDataFolder(config: Config, server: EmbeddedServer): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: server.url, application_name: 'demarche data folder' });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [dataFolderLock]);
  if (!rows[0]?.held) {
    await client.end();
    throw new StartupProblem(`The data folder ${config.DATA_DIR} is in use by another Demarche process. Stop that one, or set DATA_DIR to another folder.`);
  }
  return async () => {
    await client.end();
    await server.stop();
  };
}

/** The secret is made once and kept beside the data; with it goes every link in every mail. */
function secretKeyIn(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'secret.key');
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** Looked at before anything is started, so that the answer comes at once. */
function refuseTakenPort({ HOST, PORT }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portProblem(error, HOST, PORT)));
    probe.listen(PORT, HOST, () => probe.close(() => resolve()));
  });
}

/** A sentence for what the operating system says of a port. */
export function portProblem(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') return new StartupProblem(`Port ${port} on ${host} is in use. Set PORT to a free one.`);
  if (error.code === 'EACCES') return new StartupProblem(`Port ${port} on ${host} may not be used by this user. Set PORT to one above 1023.`);
  if (error.code === 'EADDRNOTAVAIL') return new StartupProblem(`${host} is not an address of this machine. Set HOST to one that is.`);
  return error;
}
