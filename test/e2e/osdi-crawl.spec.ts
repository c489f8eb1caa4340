import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { collectionOf, collections, resources, type CollectionName } from '../../src/osdi/resources.schema.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { tokenFor } from '../support/token.js';
import { confirmLinkIn, postJson, press, signBy } from '../support/visitor.js';

interface HalBody {
  page?: number;
  _links: Record<string, { href: string; templated?: boolean } | { name?: string; href: string }[]>;
  _embedded?: Record<string, HalBody[]>;
}
describe('OSDI to clients that know only HAL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-osdi-'));
  let database: TestDatabase;
  let server: Server;
  let root: string;
  let headers: Record<string, string>;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      RATE_LIMIT_SIGNUPS: 'off',
      OSDI_TOKEN_IN_QUERY: 'on',
    });
    root = `${server.url}/api/osdi/v1`;
    headers = {
      'OSDI-API-Token': await tokenFor(['supporters:read', 'supporters:write', 'letters:read'], {
        DATABASE_URL: database.url,
        DATA_DIR: folder,
      }),
    };
    for (const name of ['ada', 'grace', 'lise'])
      await signBy(server.url, `${name}@example.org`, { consents: [{ purpose: 'newsletter', wording: '2026-11' }] });
    await press(confirmLinkIn((await server.mailTo('ada@example.org')).text));
    await postJson(`${root}/tags`, { name: 'Volunteer' }, headers);
    await postJson(
      `${root}/people`,
      { person: { email_addresses: [{ address: 'ada@example.org' }] }, add_tags: ['Volunteer'] },
      headers,
    );
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every answer is held against the schema of its kind; a field too many fails too. */
  async function checkShape(uri: string): Promise<void> {
    const parts = (withoutQuery(uri) ?? '').slice(root.length + 1).split('/');
    const single = parts.length % 2 === 0;
    const name = (single ? parts.at(-2) : parts.at(-1)) as CollectionName;
    kinds.add(single ? collections[name] : name);
    const schema: z.ZodType = single ? resources[collections[name]] : collectionOf(name);
    expect([uri, schema.safeParse(await get(uri)).error?.issues]).toEqual([uri, undefined]);
  }
  const kinds = new Set<string>();
  const get = async (url: string) => (await (await fetch(url, { headers })).json()) as HalBody;

  const withoutQuery = (href: string) => href.split('?')[0];

  it('is walked through by ketting, link by link: all answer, each is what it says, and the curies resolve', async () => {
    const { Client } = (await import('ketting')) as unknown as {
      Client: new (root: string) => {
        use: (
          middleware: (request: Request, next: (request: Request) => Promise<Response>) => Promise<Response>,
        ) => void;
        go: (uri: string) => {
          uri: string;
          get: () => Promise<{
            uri: string;
            data: HalBody;
            links: { getAll: () => { rel: string; href: string; templated?: boolean }[] };
          }>;
        };
      };
    };
    const client = new Client(root);
    client.use((request, next) => {
      request.headers.set('OSDI-API-Token', headers['OSDI-API-Token'] ?? '');
      return next(request);
    });
    const relations = new Set<string>();
    const waiting = [root];
    const seen = new Set<string>();
    for (let uri = waiting.pop(); uri !== undefined; uri = waiting.pop()) {
      if (seen.has(uri) || uri.includes('/docs/') || uri.endsWith('_helper')) continue;
      seen.add(uri);
      const state = await client.go(uri).get();
      if (uri !== root) await checkShape(uri);
      for (const { rel, href } of state.links.getAll()) {
        if (rel === 'curies') continue;
        if (rel.startsWith('osdi:')) relations.add(rel.slice('osdi:'.length));
        const absolute = new URL(href, state.uri).href;
        if (rel === 'self') expect(withoutQuery(absolute)).toBe(withoutQuery(uri));
        else waiting.push(absolute);
      }
    }
    expect(seen.size).toBeGreaterThan(25);
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'person',
        'petition',
        'signature',
        'tag',
        'tagging',
        'list',
        'item',
        'taggings',
        'items',
      ]),
    );
    expect([...relations]).toEqual(
      expect.arrayContaining([
        'people',
        'signatures',
        'person',
        'petition',
        'tag',
        'list',
        'items',
        'record_signature_helper',
      ]),
    );
    for (const rel of [...relations, 'osdi', 'item', 'message', 'outreach', 'advocacy_campaign']) {
      const page = await fetch(`${root}/docs/${rel}`);
      expect([rel, page.status, page.headers.get('content-type')]).toEqual([rel, 200, 'text/html; charset=utf-8']);
      expect(await page.text()).toContain(`osdi:${rel === 'osdi' ? 'people' : rel}`);
    }
    expect((await fetch(`${root}/docs/nothing`)).status).toBe(404);
  });

  it('takes the token in the address where the installation says so', async () => {
    const at = (token: string) => fetch(`${root}/people?osdi-api-token=${token}`).then(({ status }) => status);
    expect([await at(headers['OSDI-API-Token'] ?? ''), await at('dmr_invented'), await at('')]).toEqual([
      200, 401, 401,
    ]);
  });

  it('links pages that agree, forth and back', async () => {
    const hrefOf = (body: HalBody, rel: string) => (body._links[rel] as { href: string } | undefined)?.href;
    let body = await get(`${root}/people?per_page=1&filter=${encodeURIComponent("country eq 'GB'")}`);
    const seen: HalBody[] = [body];
    for (let next = hrefOf(body, 'next'); next !== undefined; next = hrefOf(body, 'next')) {
      const before = hrefOf(body, 'self');
      body = await get(next);
      expect(hrefOf(body, 'previous')).toBe(before);
      seen.push(body);
    }
    expect(seen.map(({ page }) => page)).toEqual([1, 2, 3]);
  });
});
