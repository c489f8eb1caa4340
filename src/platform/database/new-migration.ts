// `npm run migration:new -- name`: writes prisma/migrations/<time>_<name>/migration.sql with the difference between the schema of the last commit and
// the current one. What Prisma cannot express is added to the file by hand.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { prismaFolder } from './migration-files.js';
import { loadSchemaEngine, noFilters } from './schema-engine.js';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Usage: npm run migration:new -- name_in_snake_case');
  process.exit(1);
}

const git = (...args: string[]): string => execFileSync('git', args, { cwd: prismaFolder(), encoding: 'utf8' });
const committed = git('ls-files', '--', '*.prisma')
  .trim()
  .split('\n')
  .map((path) => ({ path, content: git('show', `HEAD:./${path}`) }));

const scratch = mkdtempSync(join(tmpdir(), 'demarche-migration-'));
const server = await startEmbeddedPostgres(scratch);
const pool = new pg.Pool({ connectionString: server.url, max: 2 });
try {
  const schemas = readdirSync(prismaFolder())
    .filter((file) => file.endsWith('.prisma'))
    .map((file): [string, string] => [file, readFileSync(join(prismaFolder(), file), 'utf8')]);
  const engine = await loadSchemaEngine(pool, schemas);
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatamodel', files: committed },
    to: { tag: 'schemaDatamodel', files: schemas.map(([path, content]) => ({ path, content })) },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: noFilters,
  });
  const folder = join(
    prismaFolder(),
    'migrations',
    `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`,
  );
  mkdirSync(folder);
  writeFileSync(join(folder, 'migration.sql'), stdout ?? '');
  console.log(folder);
} finally {
  await pool.end();
  await server.destroy();
  rmSync(scratch, { recursive: true, force: true });
}
