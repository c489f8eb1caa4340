import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { may, roleNames, type Role } from '../../src/access/roles.js';
import { startServer, type Server } from '../support/server.js';
import { allRoutes, closedAmong, refusalIn, type StaffRoute } from '../support/staff-routes.js';
import { createStartedDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { postForm } from '../support/visitor.js';

const early = await createTestDatabase();
const { routes: all } = await allRoutes(early.url);
await early.drop();

const password = 'a long password for tests';

interface Person {
  cookie: string;
  csrf: string;
}

interface Answer {
  status: number;
  code: string | undefined;
}

describe('every staff route, for every role', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-roles-'));
  const people = new Map<Role, Person>();
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, LOG_LEVEL: 'error' });
    const owner = await joins(server.setupLink, 'owner');
    people.set('owner', owner);
    for (const role of roleNames.filter((name) => name !== 'owner'))
      people.set(role, await joins(await invitation(owner, role), role));
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function joins(link: string, role: string): Promise<Person> {
    const email = `${role}@example.org`;
    await (await postForm(link, { name: `The ${role}`, email, password })).text();
    const answer = await postForm(`${server.url}/admin/sign-in`, { email, password });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(`${server.url}/admin/account`, { headers: { cookie, accept: 'text/html' } });
    return { cookie, csrf: /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '' };
  }

  async function invitation(owner: Person, role: string): Promise<string> {
    const fields = { _csrf: owner.csrf, email: `${role}@example.org`, role };
    const answer = await postForm(`${server.url}/admin/staff`, fields, { cookie: owner.cookie });
    return /<code>([^<]+)<\/code>/.exec(await answer.text())?.[1] ?? '';
  }

  /** As a program that reads JSON, so that refusals carry their code. */
  async function walk({ method, path }: StaffRoute, person: Person | null, csrf?: string): Promise<Answer> {
    const headers = { accept: 'application/json', ...(person && { cookie: person.cookie }) };
    const body = method === 'GET' ? null : new URLSearchParams(csrf === undefined ? {} : { _csrf: csrf });
    const answer = await fetch(server.url + path, { method, headers, body, redirect: 'manual' });
    const text = await answer.text();
    const isProblem = /^application\/(problem|hal)\+json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, code: isProblem ? refusalIn(text) : undefined };
  }

  /** The way out last: it ends the session. */
  const routes = closedAmong(all).sort(
    (one, other) => Number(one.path.endsWith('/sign-out')) - Number(other.path.endsWith('/sign-out')),
  );
  const forms = routes.filter(({ method, scope }) => method !== 'GET' && scope === undefined);
  const person = (role: Role): Person => people.get(role) ?? { cookie: '', csrf: '' };

  /** What the table of permissions says. */
  function granted(role: Role, { permission, scope }: StaffRoute): boolean {
    const needed = permission ?? scope;
    return needed === undefined || may(role, needed);
  }

  it('are found with what they need', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(forms.length).toBeGreaterThan(25);
    expect(new Set(routes.map(({ permission }) => permission)).size).toBeGreaterThan(8);
  });

  it('shows nobody anything', async () => {
    for (const route of routes)
      expect([route.path, await walk(route, null, '')]).toEqual([route.path, { status: 401, code: 'auth.required' }]);
  });

  it('accepts no form without the token of its session, from any role', async () => {
    const [owner, viewer] = [person('owner'), person('viewer')];
    const forged = { status: 403, code: 'auth.forged' };
    for (const route of forms)
      for (const csrf of [undefined, '', viewer.csrf])
        expect([route.path, csrf, await walk(route, owner, csrf)]).toEqual([route.path, csrf, forged]);
  });

  it.each(roleNames)('opens to the role %s what the table grants, and nothing else', async (role) => {
    const { cookie, csrf } = person(role);
    expect(csrf).not.toBe('');
    for (const route of routes) {
      const { status, code } = await walk(route, { cookie, csrf }, csrf);
      const where = `${route.method} ${route.path} as ${role}: ${status} ${code}`;
      if (route.forPrograms || (route.scope !== undefined && route.method !== 'GET'))
        expect([where, status, code]).toEqual([where, 401, 'auth.required']);
      else if (!granted(role, route)) expect([where, status, code]).toEqual([where, 403, 'auth.forbidden']);
      else
        expect([
          where,
          status === 200 || status === 303 || (status >= 400 && status < 500 && status !== 403 && status !== 401),
        ]).toEqual([where, true]);
    }
  });
});
