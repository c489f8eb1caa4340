// Starts one PostgreSQL for all test files and prepares the template database each of them is cloned from.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPgBouncer } from './pgbouncer.mjs';
import { loginStatements } from '../../dist/platform/database/connections/login.sql.js';
import { startEmbeddedPostgres } from '../../dist/platform/database/embedded-postgres.js';

export const templateName = 'demarche_template';

export default async function setUp() {
  if (globalThis.testServer) return;
  const folder = mkdtempSync(join(tmpdir(), 'demarche-test-'));
  const server = await startEmbeddedPostgres(folder);
  globalThis.testServer = { server, folder };
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  // Nothing here has to outlive a power cut, and waiting for the disk leaves both cores idle. What tests of durability kill are processes: the
  // system keeps what they have written, whether it is on the disk or not.
  for (const setting of ['fsync', 'full_page_writes']) await admin.query(`alter system set ${setting} = off`);
  await admin.query('select pg_reload_conf()');
  await admin.query(`create database ${templateName}`);
  await admin.end();
  const template = new URL(server.url);
  template.pathname = `/${templateName}`;
  migrateInOwnProcess(template.href);
  process.env.TEST_DATABASE_SERVER = server.url;
  if (process.env.TEST_POOLER === 'on') await startPooler(server.url);
}

/** `TEST_POOLER=on npm test -- medium`: rows go through a PgBouncer in transaction mode, as logins that have the roles. */
async function startPooler(url) {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const users = {};
  for (const process of ['web', 'worker', 'all']) {
    users[`pooled_${process}`] = 'pooled';
    for (const statement of loginStatements(`pooled_${process}`, process)) await admin.query(statement);
    await admin.query(`alter role pooled_${process} password 'pooled'`);
  }
  await admin.end();
  globalThis.testServer.pooler = await startPgBouncer(url, 'transaction', users);
  process.env.TEST_POOLER_PORT = String(globalThis.testServer.pooler.port);
}

/** The migration engine leaves a timer of ten seconds behind, which would keep the test runner waiting at its end. */
function migrateInOwnProcess(url) {
  const engine = new URL('../../dist/platform/database/migrate.js', import.meta.url).href;
  const script = `const { migrate } = await import('${engine}'); await migrate('${url}'); process.exit();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'inherit'] });
}

export async function tearDown() {
  const { testServer } = globalThis;
  globalThis.testServer = undefined;
  if (!testServer) return;
  await testServer.pooler?.stop();
  await testServer.server.destroy();
  rmSync(testServer.folder, { recursive: true, force: true });
}
