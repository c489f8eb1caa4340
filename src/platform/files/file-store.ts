import type { Readable, Writable } from 'node:stream';

/** Where files lie. A name is one or more path segments of letters, digits and hyphens, such as `exports/ID`. */
export interface FileStore {
  /** A sink that finishes only when the file is complete and safe; a destroyed one leaves no file. */
  sink(name: string): Promise<Writable>;
  /** @param from @param to first and last byte @returns null when there is no such file */
  read(name: string, from: number, to: number): Promise<Readable | null>;
  /** Nothing happens when there is no such file. */
  delete(name: string): Promise<void>;
  /** The files in a folder, also those that are not complete where the store knows them. */
  list(folder: string): Promise<string[]>;
}
