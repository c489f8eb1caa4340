import pg from 'pg';
import { StartupProblem } from '../errors.js';
import { advisoryLocks } from './advisory-locks.js';
import type { EmbeddedServer } from './embedded-postgres.js';

/**
 * One serving process per data folder, ensured by an advisory lock in its database: the lock is released when the process ends, however it ends. A
 * server left behind by a killed process is simply taken over.
 * @returns what releases the lock and stops the server
 * @throws StartupProblem when another process uses the folder
 */
export async function holdDataFolder(dataDir: string, server: EmbeddedServer): Promise<() => Promise<void>> {
  // Whatever ends this process, short of SIGKILL, also stops the server it started.
  const { stopAtExit } = server;
  if (server.started) process.once('exit', stopAtExit);
  const client = new pg.Client({ connectionString: server.url, application_name: 'demarche data folder' });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
    advisoryLocks.dataFolder,
  ]);
  if (!rows[0]?.held) {
    process.off('exit', stopAtExit);
    await client.end();
    throw new StartupProblem(
      `The data folder ${dataDir} is in use by another Demarche process. Stop that one, or set DATA_DIR to another folder.`,
    );
  }
  if (!server.started) process.once('exit', stopAtExit);
  return async () => {
    await client.end();
    await server.stop();
    process.off('exit', stopAtExit);
  };
}
