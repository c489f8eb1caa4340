// Starts one PostgreSQL for all test files and prepares the template database each of them is cloned from.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/platform/database/embedded-postgres.js';
import { migrate } from '../../dist/platform/database/migrate.js';

export const templateName = 'demarche_template';

export default async function setUp() {
  if (globalThis.testServer) return;
  const folder = mkdtempSync(join(tmpdir(), 'demarche-test-'));
  const server = await startEmbeddedPostgres(folder);
  globalThis.testServer = { server, folder };
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${templateName}`);
  await admin.end();
  const template = new URL(server.url);
  template.pathname = `/${templateName}`;
  await migrate(template.href);
  process.env.TEST_DATABASE_SERVER = server.url;
}

export async function tearDown() {
  const { testServer } = globalThis;
  globalThis.testServer = undefined;
  if (!testServer) return;
  await testServer.server.destroy();
  rmSync(testServer.folder, { recursive: true, force: true });
}
