import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** Suffix of partial files; after a crash the sweep finds them. */
const unfinished = '.part';

/** Export files on disk, readable only by the server's own user. Named by the export's id, so no name reveals the content. */
export class ExportFolder {
  private readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'exports');
  }

  /** A sink that finishes only when the file is complete, synced and renamed. */
  async sink(id: string): Promise<Writable> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const half = this.fileOf(id) + unfinished;
    const file = createWriteStream(half, { mode: 0o600 });
    const complete = async (): Promise<void> => {
      file.end();
      await finished(file);
      const handle = await open(half, 'r+');
      await handle.sync().finally(() => handle.close());
      await rename(half, this.fileOf(id));
    };
    return new Writable({
      highWaterMark: 1 << 20,
      write: (chunk: Buffer, _encoding, done) => void file.write(chunk, done),
      final: (done) => void complete().then(() => done(), done),
      destroy: (error, done) => {
        file.destroy();
        if (error) void rm(half, { force: true }).finally(() => done(error));
        else done(null);
      },
    });
  }

  /** @param from @param to first and last byte @returns null when this machine does not have the file */
  async read(id: string, from: number, to: number): Promise<ReadStream | null> {
    const found = await stat(this.fileOf(id)).catch(() => null);
    return found && createReadStream(this.fileOf(id), { start: from, end: to });
  }

  /** Deletes every file that is not in the list, which includes files in progress. @returns how many */
  async keepOnly(ids: ReadonlySet<string>): Promise<number> {
    const names = await readdir(this.path).catch(() => []);
    let gone = 0;
    for (const name of names) {
      if (ids.has(name) || (name.endsWith(unfinished) && ids.has(name.slice(0, -unfinished.length)))) continue;
      await rm(join(this.path, name), { force: true });
      gone++;
    }
    return gone;
  }

  private fileOf(id: string): string {
    return join(this.path, id);
  }
}
