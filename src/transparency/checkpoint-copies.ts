import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** The last checkpoint of each log, outside the database: a database that lost what was published is found out by it. */
export class CheckpointCopies {
  private readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'count-logs');
  }

  /** @returns the signed checkpoint; null when there is none */
  async read(logId: string): Promise<string | null> {
    return readFile(this.fileOf(logId), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
  }

  /** Returns once it is on the disk. */
  async write(logId: string, checkpoint: string): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const half = `${this.fileOf(logId)}.part`;
    const file = await open(half, 'w', 0o600);
    try {
      await file.writeFile(checkpoint);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, this.fileOf(logId));
    const folder = await open(this.path);
    await folder.sync().finally(() => folder.close());
  }

  private fileOf(logId: string): string {
    return join(this.path, logId);
  }
}
