import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Config } from './platform/config/config.js';
import { holdDataFolder } from './platform/database/data-folder.js';
import { startEmbeddedPostgres } from './platform/database/embedded-postgres.js';
import { migrate } from './platform/database/migrate.js';
import { findAccess, unprobed, type DatabaseAccess } from './platform/database/connections/access.js';
import { StartupProblem } from './platform/errors.js';
import { runningMailbox, startLocalMailbox, type LocalMailbox } from './platform/mail/mailbox/local-mailbox.js';
import type { Runtime } from './platform/runtime.js';

/** What was started around the application and must be stopped after it. */
export interface Surroundings {
  runtime: Runtime;
  /** Migrations that were applied now. */
  migrated: string[];
  mailbox: LocalMailbox | null;
  stop: () => Promise<void>;
}

export interface BootOptions {
  /** The command line works beside a serving process: it uses a running database and starts no mailbox. */
  beside?: true;
  /** The database is not migrated: it is to be filled from a backup. */
  bare?: true;
}

/**
 * Finds or starts database and mail server for the settings, and migrates the database to this version.
 * @throws StartupProblem in one sentence when the port or the data folder is in use
 */
export async function boot(config: Config, options: BootOptions = {}): Promise<Surroundings> {
  if (!options.beside && config.ROLE !== 'worker') await refuseTakenPort(config);
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const databaseUrl = config.DATABASE_URL ?? (await embeddedDatabase(config, options, stops));
    const directUrl = config.DATABASE_DIRECT_URL ?? databaseUrl;
    const mailbox =
      config.SMTP_URL === undefined && config.ROLE !== 'web' && !options.beside
        ? await startLocalMailbox(config.DATA_DIR, config.MAILBOX_PORT)
        : null;
    if (mailbox) stops.push(() => mailbox.stop());
    const smtpUrl = config.SMTP_URL ?? mailbox?.smtpUrl ?? (options.beside ? runningMailbox(config.DATA_DIR) : null);
    const migrated = options.bare
      ? []
      : await migrate(
          config.MIGRATION_DATABASE_URL ?? directUrl,
          config.ALLOW_NEWER_DATABASE === 'on' ? 'allow' : 'refuse',
        );
    const database = options.bare ? unprobed(directUrl) : await access(config, databaseUrl, options);
    const secretKey = config.SECRET_KEY ?? secretKeyIn(config.DATA_DIR);
    return { runtime: { config, database, smtpUrl, secretKey }, migrated, mailbox, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function embeddedDatabase(
  config: Config,
  options: BootOptions,
  stops: (() => Promise<void> | void)[],
): Promise<string> {
  const server = await startEmbeddedPostgres(config.DATA_DIR);
  if (options.beside && !server.started) return server.url;
  stops.push(await holdDataFolder(config.DATA_DIR, server));
  return server.url;
}

/** Commands work directly on the server. */
const access = (config: Config, url: string, { beside }: BootOptions): Promise<DatabaseAccess> =>
  beside ? findAccess(config, config.DATABASE_DIRECT_URL ?? url, 'all') : findAccess(config, url, config.ROLE);

/** The secret is generated once and stored beside the data; losing it breaks every link in every email. */
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

/** Checked before anything is started, so that the error comes at once. */
function refuseTakenPort({ HOST, PORT }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portProblem(error, HOST, PORT)));
    probe.listen(PORT, HOST, () => probe.close(() => resolve()));
  });
}

/** A sentence for the operating system's error about a port. */
export function portProblem(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new StartupProblem(`Port ${port} on ${host} is in use. Set PORT to a free one.`);
  if (error.code === 'EACCES')
    return new StartupProblem(`Port ${port} on ${host} is not permitted for this user. Set PORT to one above 1023.`);
  if (error.code === 'EADDRNOTAVAIL')
    return new StartupProblem(`${host} is not an address of this machine. Set HOST to one that is.`);
  return error;
}
