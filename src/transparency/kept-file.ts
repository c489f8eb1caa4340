import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Small files in a folder, readable only by the server's own user: each is there as a whole or not at all. */
export function keptFile(folder: string) {
  const fileOf = (name: string): string => join(folder, name);
  return {
    /** @returns null when there is none */
    read: (name: string): Promise<string | null> =>
      readFile(fileOf(name), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      }),

    /** Returns once it is on the disk. */
    write: async (name: string, content: string): Promise<void> => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const half = `${fileOf(name)}.part`;
      const file = await open(half, 'w', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(half, fileOf(name));
      const directory = await open(folder);
      await directory.sync().finally(() => directory.close());
    },
  };
}
