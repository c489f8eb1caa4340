import { join } from 'node:path';
import { keptFile } from './kept-file.js';

/** The last checkpoint of each log, outside the database: a database that lost what was published is found out by it. */
export class CheckpointCopies {
  private readonly files: ReturnType<typeof keptFile>;

  constructor(dataDir: string) {
    this.files = keptFile(join(dataDir, 'count-logs'));
  }

  /** @returns the signed checkpoint; null when there is none */
  read(logId: string): Promise<string | null> {
    return this.files.read(logId);
  }

  /** Returns once it is on the disk. */
  write(logId: string, checkpoint: string): Promise<void> {
    return this.files.write(logId, checkpoint);
  }
}
