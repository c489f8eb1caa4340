import { randomBytes } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../runtime.js';
import type { FileStore } from './file-store.js';
import { storeOf } from './store-of.js';
import { tryFiles } from './files-trial.js';
import { sealedRange, Sealing, unsealed } from './sealed-stream.js';

/** Files that all processes share. Each is encrypted under a key of its own, which the owner keeps in its row: without the row the file is worthless. */
@Injectable()
export class Files {
  private readonly store: FileStore;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.store = storeOf(config);
  }

  /** Before the start: a store that is wrong is refused, one that does not respond is only logged. @throws StartupProblem */
  async require(): Promise<void> {
    // DATA_DIR has its own check.
    const problem = this.config.FILES_URL === undefined ? null : await tryFiles(this.store);
    if (problem?.code === 'files.unavailable') new Logger('Files').warn(problem.message);
    else if (problem) throw problem;
  }

  newKey(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(randomBytes(32));
  }

  /** The end of a pipeline, which finishes only when the file is complete and safe. */
  async sinks(name: string, key: Uint8Array): Promise<[Sealing, Writable]> {
    return [new Sealing({ key, name }), await this.store.sink(name)];
  }

  /**
   * @param key null for a file that an earlier version wrote in plain
   * @param range length of the whole content, first and last byte of the part
   * @returns null when there is no such file; the stream fails when a single bit of it was changed
   */
  async read(
    name: string,
    key: Uint8Array | null,
    range: { bytes: number; from: number; to: number },
  ): Promise<Readable | null> {
    if (key === null) return this.store.read(name, range.from, range.to);
    const { from, to } = sealedRange(range.bytes, range.from, range.to);
    const sealed = await this.store.read(name, from, to);
    return sealed && Readable.from(unsealed(sealed, { key, name }, range), { objectMode: false });
  }

  /** Deletes the files of a folder that nobody knows. @param known asked after the look into the folder, so that a file begun since is not touched @returns how many */
  async sweep(folder: string, known: () => Promise<ReadonlySet<string>>): Promise<number> {
    const names = await this.store.list(folder);
    if (names.length === 0) return 0;
    const kept = await known();
    const gone = names.filter((name) => !kept.has(name));
    for (const name of gone) await this.store.delete(`${folder}/${name}`);
    return gone.length;
  }
}
