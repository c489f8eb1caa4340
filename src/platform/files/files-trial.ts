import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { StartupProblem } from '../errors.js';
import { newId } from '../ids.js';
import { statusOf } from './bucket-store.js';
import type { FileStore } from './file-store.js';

const patienceMilliseconds = 10_000;

/**
 * Writes a small file, reads it back and deletes it.
 * @returns null if all of it works, otherwise why not, in a sentence. Its code is `files.no_bucket`, `files.refused` (wrong credentials, or rights that are
 * missing), `files.unwritable` (a folder) or `files.unavailable`; only the last may pass by itself
 */
export async function tryFiles(store: FileStore): Promise<StartupProblem | null> {
  const name = `trials/${newId()}`;
  const trial = async (): Promise<void> => {
    await pipeline(Readable.from([Buffer.from('ok')]), await store.sink(name));
    const found = await store.read(name, 0, 1);
    if (!found || (await buffer(found)).toString() !== 'ok') throw new Error('What was written is not there.');
    await store.list('trials');
    await store.delete(name);
  };
  let patience: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    patience = setTimeout(() => reject(new Error('No answer in time.')), patienceMilliseconds);
  });
  try {
    await Promise.race([trial(), late]);
    return null;
  } catch (error) {
    return problemOf(error);
  } finally {
    clearTimeout(patience);
  }
}

/** Never the message of the error, which may quote the request. */
function problemOf(error: unknown): StartupProblem {
  const status = statusOf(error);
  const { code } = (error ?? {}) as { code?: unknown };
  if (status === 404)
    return new StartupProblem(
      'The bucket of FILES_URL does not exist. Create it, or correct its name.',
      'files.no_bucket',
    );
  if (status !== null && status >= 400 && status < 500)
    return new StartupProblem(
      `The bucket of FILES_URL refuses to write, read, list or delete (${status}). Check FILES_ACCESS_KEY_ID, FILES_SECRET_ACCESS_KEY, the region, and the rights of that key.`,
      'files.refused',
    );
  if (typeof code === 'string' && /^(EACCES|EPERM|EROFS|ENOTDIR|ENOSPC|EDQUOT)$/.test(code))
    return new StartupProblem(
      `The folder of FILES_URL (or DATA_DIR) cannot be written (${code}). Give this user the right to, or set another.`,
      'files.unwritable',
    );
  return new StartupProblem(
    'The store of FILES_URL does not respond as it should. Until it does, export files can be neither made nor fetched.',
    'files.unavailable',
  );
}
