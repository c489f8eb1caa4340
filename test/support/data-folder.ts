import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./embedded.mjs', import.meta.url));

/** A data folder for a program under test, with blanks in its path; whatever runs in it is stopped at the end. */
export class DataFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'demarche data folder '));

  /** Starts the embedded PostgreSQL of the folder, or finds it running. */
  async startDatabase(): Promise<{ url: string; started: boolean }> {
    return this.do('start');
  }

  async stopDatabase(): Promise<void> {
    await this.do('stop');
  }

  async destroy(): Promise<void> {
    await this.do('destroy');
    rmSync(this.path, { recursive: true, force: true });
  }

  private async do(deed: 'start' | 'stop' | 'destroy'): Promise<{ url: string; started: boolean }> {
    const { stdout } = await run(process.execPath, [script, deed, this.path]);
    return JSON.parse(stdout) as { url: string; started: boolean };
  }
}
