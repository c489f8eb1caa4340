import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keptFile } from '../kept-file.js';
import type { WitnessMemory } from './witness.js';

/** The key of a witness, made when there is none. @returns 32 secret bytes */
export async function witnessSeed(folder: string): Promise<Buffer> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'key');
  const made = randomBytes(32);
  // Of two that start together one writes it, and both read it.
  await writeFile(file, `${made.toString('base64')}\n`, { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return Buffer.from(await readFile(file, 'utf8'), 'base64');
}

/** Remembers checkpoints in a folder, each under the hash of its origin. */
export function witnessMemory(folder: string): WitnessMemory {
  const nameOf = (origin: string): string => createHash('sha256').update(origin).digest('hex');
  const files = keptFile(folder);
  return {
    read: (origin) => files.read(nameOf(origin)),
    write: (origin, checkpoint) => files.write(nameOf(origin), checkpoint),
  };
}
