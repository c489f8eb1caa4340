import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartupProblem } from '../errors.js';

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, in hexadecimal */
  checksum: string;
}

/** The folder with schema and migrations, searched upwards from here: the code runs from src (tests) and from dist. */
export function prismaFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'prisma', 'schema.prisma'))) {
    if (dirname(folder) === folder)
      throw new StartupProblem('The folder "prisma" with the migrations was not found beside the application.');
    folder = dirname(folder);
  }
  return join(folder, 'prisma');
}

/** In the order in which they are applied. */
export function readMigrations(folder = prismaFolder()): Migration[] {
  const baseDir = join(folder, 'migrations');
  return readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(baseDir, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}
