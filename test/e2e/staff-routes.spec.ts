import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer, type Server } from '../support/server.js';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/** The ways in, which strangers must reach. */
const open = [/^\/admin\/sign-in(\/|$)/, /^\/admin\/setup\//, /^\/admin\/invite\//];

interface Route {
  method: string;
  path: string;
}

/** Every staff route there is, read from the controllers: pages under /admin, and JSON that needs a scope. */
function staffRoutes(): Route[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.controller.ts'));
  return files.flatMap((name) => {
    const text = readFileSync(join(source, name), 'utf8');
    const prefix = /@Controller\('([^']*)'\)/.exec(text)?.[1] ?? '';
    return [...text.matchAll(/@(Get|Post|Put|Patch|Delete)\((?:'([^']*)')?\)/g)]
      .map(([, method = '', path = '']) => ({ method: method.toUpperCase(), path: `/${[prefix, path].filter(Boolean).join('/')}` }))
      .filter(({ path }) => path.startsWith('/admin') || path.startsWith('/api/v1/ledger') || path.endsWith('/supporters'))
      .map(({ method, path }) => ({
        method,
        path: path.replace(':slug', 'reconsider').replace(/:\w+/g, '0190aaaa-0000-7000-8000-000000000000'),
      }));
  });
}

describe('staff routes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-staff-'));
  let server: Server;
  beforeAll(async () => {
    server = await startServer({ DATA_DIR: folder });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const closed = staffRoutes().filter(({ path }) => !open.some((pattern) => pattern.test(path)));

  it('are all found', () => {
    expect(closed.length).toBeGreaterThan(8);
  });

  it.each(closed)('$method $path shows a stranger nothing', async ({ method, path }) => {
    const program = await fetch(server.url + path, { method, redirect: 'manual', headers: { accept: 'application/json' } });
    expect([401, 403]).toContain(program.status);
    const body = await program.text();
    if (method !== 'HEAD')
      expect(JSON.parse(body)).toMatchObject({ status: program.status, code: expect.stringMatching(/^(auth|staff|request)\./) as unknown });
    const person = await fetch(server.url + path, { method, redirect: 'manual', headers: { accept: 'text/html' } });
    expect([303, 401, 403]).toContain(person.status);
  });

  it.each(closed)('$method $path takes no invented session or token', async ({ method, path }) => {
    const headers = { accept: 'application/json', cookie: '__Host-demarche=invented', authorization: 'Bearer dmr_invented' };
    expect([401, 403]).toContain((await fetch(server.url + path, { method, redirect: 'manual', headers })).status);
  });
});
