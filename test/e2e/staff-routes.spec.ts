import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { closedRoutes, refusalIn } from '../support/staff-routes.js';

describe('staff routes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-staff-'));
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const closed = closedRoutes();

  it('are all found', () => {
    expect(closed.length).toBeGreaterThan(50);
  });

  it.each(closed)('$method $path shows a stranger nothing', async ({ method, path }) => {
    const program = await fetch(server.url + path, { method, redirect: 'manual', headers: { accept: 'application/json' } });
    expect([401, 403]).toContain(program.status);
    const body = await program.text();
    if (method !== 'HEAD') expect(refusalIn(body)).toMatch(/^(auth|staff|request)\./);
    const person = await fetch(server.url + path, { method, redirect: 'manual', headers: { accept: 'text/html' } });
    expect([303, 401, 403]).toContain(person.status);
  });

  it.each(closed)('$method $path takes no invented session or token', async ({ method, path }) => {
    const headers = { accept: 'application/json', cookie: '__Host-demarche=invented', authorization: 'Bearer dmr_invented' };
    expect([401, 403]).toContain((await fetch(server.url + path, { method, redirect: 'manual', headers })).status);
  });
});
