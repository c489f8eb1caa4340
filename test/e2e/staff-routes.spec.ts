import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { may, permissions } from '../../src/access/roles.js';
import { namedIn, parametersIn } from '../../src/campaign-access/route-entities.values.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { allRoutes, closedAmong, refusalIn, ways } from '../support/staff-routes.js';

const early = await createTestDatabase();
const { routes, served } = await allRoutes(early.url);
await early.drop();
const closed = closedAmong(routes);

describe('staff routes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-staff-'));
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are all found: the router serves no other page under /admin', () => {
    const found = new Set(routes.map(({ method, pattern }) => `${method} ${pattern}`));
    const pages = served.filter((one) => one.includes(' /admin') && !one.startsWith('HEAD'));
    expect(pages.filter((one) => !found.has(one))).toEqual([]);
    expect(pages.length).toBe(routes.filter(({ pattern }) => pattern.startsWith('/admin')).length);
  });

  it('are closed unless they are a way in, and whatever else asks for no scope is marked as public', () => {
    const admin = routes.filter(({ pattern }) => pattern.startsWith('/admin'));
    expect(
      admin.filter(({ open, path }) => open !== ways.some((way) => way.test(path))).map(({ pattern }) => pattern),
    ).toEqual([]);
    const others = routes.filter(({ pattern, scope }) => !pattern.startsWith('/admin') && scope === undefined);
    expect(others.filter(({ open }) => !open).map(({ pattern }) => pattern)).toEqual([]);
  });

  /** Ways that every signed-in person has: the first page, the way out, and one's own account. */
  const free = /^(Overview|Account|SecondFactors|Passkeys|ConfirmIdentity|Search|Filters)Controller$/;
  const pages = closed.filter(({ pattern }) => pattern.startsWith('/admin'));

  it('name a permission, but for the first page, the way out and one’s own account', () => {
    expect(pages.length).toBeGreaterThan(100);
    expect(pages.filter(({ permission, controller }) => (permission === undefined) !== free.test(controller))).toEqual(
      [],
    );
    expect(
      pages.filter(({ permission }) => permission !== undefined && !permissions.some((one) => one === permission)),
    ).toEqual([]);
  });

  it('let a viewer change nothing', () => {
    // A search is sent by POST so that what is looked for stands in no address; it changes nothing.
    // Which campaign is looked at belongs to one's own session.
    const harmless = /\/search$|^\/admin\/campaigns\/current$|\/filters(\/:id\/delete)?$/;
    const changing = pages.filter(({ method, pattern }) => method !== 'GET' && !harmless.test(pattern));
    expect(changing.filter(({ permission }) => permission !== undefined && may('viewer', permission))).toEqual([]);
  });

  it('name in the table of routes what each parameter belongs to', () => {
    const known = ({ pattern }: { pattern: string }) =>
      parametersIn(pattern).every((name) => namedIn(pattern)?.[name] !== undefined);
    expect(closed.filter((route) => !known(route)).map(({ pattern }) => pattern)).toEqual([]);
  });

  it.each(closed)('$method $path shows a stranger nothing', async ({ method, path }) => {
    const program = await fetch(server.url + path, {
      method,
      redirect: 'manual',
      headers: { accept: 'application/json' },
    });
    expect([401, 403]).toContain(program.status);
    const body = await program.text();
    if (method !== 'HEAD') expect(refusalIn(body)).toMatch(/^(auth|staff|request)\./);
    const person = await fetch(server.url + path, { method, redirect: 'manual', headers: { accept: 'text/html' } });
    expect([303, 401, 403]).toContain(person.status);
  });

  it.each(closed)('$method $path takes no invented session or token', async ({ method, path }) => {
    const headers = {
      accept: 'application/json',
      cookie: '__Host-demarche=invented',
      authorization: 'Bearer dmr_invented',
    };
    expect([401, 403]).toContain((await fetch(server.url + path, { method, redirect: 'manual', headers })).status);
  });
});
