import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import type { FileStore } from './file-store.js';

/** Suffix of partial files. */
const unfinished = '.part';

/** Files on disk, readable only by the server's own user. */
export class FolderStore implements FileStore {
  constructor(private readonly root: string) {}

  /** Synced and renamed before it finishes. */
  async sink(name: string): Promise<Writable> {
    const path = join(this.root, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const half = path + unfinished;
    const file = await open(half, 'w', 0o600);
    const complete = async (): Promise<void> => {
      await file.sync();
      await file.close();
      await rename(half, path);
      const folder = await open(dirname(path));
      await folder.sync().finally(() => folder.close());
    };
    const abandon = async (): Promise<void> => {
      await file.close();
      await rm(half, { force: true });
    };
    return new Writable({
      highWaterMark: 1 << 20,
      write: (chunk: Buffer, _encoding, done) => void file.appendFile(chunk).then(() => done(), done),
      final: (done) => void complete().then(() => done(), done),
      destroy: (error, done) => {
        if (error)
          void abandon().then(
            () => done(error),
            () => done(error),
          );
        else done(null);
      },
    });
  }

  async read(name: string, from: number, to: number): Promise<ReadStream | null> {
    const path = join(this.root, name);
    // A file that is there and cannot be read is not one that is missing.
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    return found && createReadStream(path, { start: from, end: to });
  }

  async delete(name: string): Promise<void> {
    const path = join(this.root, name);
    await Promise.all([rm(path, { force: true }), rm(path + unfinished, { force: true })]);
  }

  async list(folder: string): Promise<string[]> {
    const entries = await readdir(join(this.root, folder)).catch(() => []);
    return entries.map((entry) => (entry.endsWith(unfinished) ? entry.slice(0, -unfinished.length) : entry));
  }
}
