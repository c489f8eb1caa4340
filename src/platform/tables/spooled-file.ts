import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { FileTooLarge } from './table.errors.js';
import { tableLimits } from './table.limits.js';

/** An unnamed file on disk: it disappears when it is closed, and when the process ends in whatever way. */
export interface SpooledFile {
  handle: FileHandle;
  bytes: number;
  sha256: string;
  close: () => Promise<void>;
}

/** Stores a file while it arrives, reading no more than the limit. @throws FileTooLarge */
export async function spool(source: AsyncIterable<Buffer>, folder: string): Promise<SpooledFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `upload-${randomBytes(8).toString('hex')}`);
  const handle = await open(path, 'wx+', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await rm(path);
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > tableLimits.fileBytes) throw new FileTooLarge();
      hash.update(chunk);
      await handle.write(chunk);
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  return { handle, bytes, sha256: hash.digest('hex'), close: () => handle.close() };
}

/** The bytes of an open file from its beginning; the file stays open. */
export async function* bytesOf(handle: FileHandle): AsyncGenerator<Buffer> {
  const chunk = Buffer.allocUnsafe(64 * 1024);
  for (let position = 0; ;) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield Buffer.from(chunk.subarray(0, bytesRead));
  }
}
