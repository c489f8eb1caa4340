import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import type { FileStore } from '../platform/files/file-store.js';

/** More than any checkpoint has. */
const mostBytes = 64 * 1024;

/** The last checkpoint of each log, outside the database (FILES_URL): a database that lost what was published is found out by it. */
export class CheckpointCopies {
  constructor(private readonly store: FileStore) {}

  /** @returns the signed checkpoint; null when there is none */
  async read(logId: string): Promise<string | null> {
    const stream = await this.store.read(nameOf(logId), 0, mostBytes - 1);
    return stream && text(stream);
  }

  /** Returns once it is safe. */
  async write(logId: string, checkpoint: string): Promise<void> {
    await pipeline(Readable.from([checkpoint]), await this.store.sink(nameOf(logId)));
  }
}

const nameOf = (logId: string): string => `count-logs/${logId}`;
