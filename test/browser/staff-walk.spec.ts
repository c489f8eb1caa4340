import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { drawn, scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { joins } from '../support/joins.js';
import { markedData, markedFile } from '../support/marked-campaign.js';
import { logged } from '../support/served-log.js';
import { startServer, type Server } from '../support/server.js';
import { allRoutes, closedAmong } from '../support/staff-routes.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const early = await createTestDatabase();
const { routes } = await allRoutes(early.url);
await early.drop();

/** Pages of the staff, as their routes are declared; the longest pattern that fits an address is its page. */
const pages = closedAmong(routes)
  .filter(({ method, pattern }) => method === 'GET' && pattern.startsWith('/admin'))
  .map(({ pattern }) => ({ pattern, fits: new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`) }))
  .sort((one, other) => one.pattern.split(':').length - other.pattern.split(':').length);
const pageOf = (path: string): string | undefined => pages.find(({ fits }) => fits.test(path))?.pattern;

/** No pages to look at: files, streams, the way back to a form after a long time; and what ends a contact, or shows a digest, of which there is none. */
const aside = /\.(csv|svg|pdf|json|eml)$|\/(file|stream|receipts|:file|confirm-identity|:place|end)$|\/digests\//;

/** Pictures of each page, phone and desk, light and dark, for people to look at. */
const pictures = process.env.PICTURES_DIR;
const usual = [
  [1280, 'light'],
  [360, 'dark'],
] as const;
/** The desk in parts, each a test of its own; a page belongs to the first that fits. */
const parts: [string, RegExp][] = [
  ['petitions', /^\/admin\/petitions\b/],
  ['the campaign', /^\/admin(\/(campaigns|plan|demands|updates|texts|search|help|account|setup)\b|$)/],
  ['letters', /^\/admin\/(ministries|templates|letters|mailings|answers|inbox|corrections|supporter-letters)\b/],
  ['everything else', /^/],
];
const looks = pictures ? ([...usual, [1280, 'dark'], [360, 'light']] as const) : usual;

describe('every page of the staff, in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche walk '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let owner: Page;

  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, CAMPAIGN_FILE: 'none' });
    browser = await launchBrowser();
    owner = await joins(await browser.newContext(), server.setupLink, 'Olga Owner', 'owner@example.org');
    // A campaign with one of everything.
    await owner.goto(`${server.url}/admin/campaigns/import`);
    const campaign = JSON.parse(markedFile('archive', 'Archive')) as { petitions: { slug: string }[] };
    // Pages about people ask which petition is meant as soon as there are two.
    campaign.petitions.push({ ...campaign.petitions[0], slug: 'archive-again' });
    const file = Buffer.from(JSON.stringify(campaign));
    await owner.setInputFiles('input[type=file]', { name: 'archive.json', mimeType: 'application/json', buffer: file });
    await Promise.all([owner.waitForEvent('load'), owner.click('main form button')]);
    await markedData(database.url, 'archive', 'Archive');
    const [petition] = campaign.petitions;
    await logged(server, database.url, petition?.slug ?? '');
    await owner.goto(`${server.url}/admin/petitions/${petition?.slug}/draws`);
    await owner.fill('[name=drawnBy]', 'The ministry, by dice');
    await owner.fill('[name=leaves]', '0');
    await owner.click('main form button');
    await owner.waitForURL(/\/draws\/[0-9a-f-]+$/);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What is wrong with the page that is open. Its structure is the same in every width and colour. */
  async function objections(pattern: string): Promise<string[]> {
    const found: string[] = [];
    for (const [width, colorScheme] of looks) {
      await owner.setViewportSize({ width, height: 900 });
      await owner.emulateMedia({ colorScheme });
      const seen = colorScheme === 'light' ? await violations(owner) : await violations(owner, drawn);
      found.push(...seen.map((text) => `${pattern} (${width}, ${colorScheme}) ${text}`));
      if (await scrollsSideways(owner)) found.push(`${pattern} scrolls sideways at ${width}`);
      if (!pictures) continue;
      mkdirSync(pictures, { recursive: true });
      const name = pattern.slice(1).replaceAll('/', '_').replaceAll(':', '');
      await owner.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
    return found;
  }

  /** The addresses that links lead to from the overview: one of each page. */
  const reached = new Map<string, string>();

  it('is reached by links from the overview', async () => {
    const seen = new Set<string>();
    // One page of a kind is seen: these stand on another, or behind a form.
    const queue = ['/admin', '/admin/search?q=archive', '/admin/demands/archive-demand-draft/edit'];
    queue.push('/admin/petitions/archive-petition/notes', '/admin/petitions/archive-draft/text/review');
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const pattern = pageOf(path.split('?')[0] ?? '');
      if (pattern === undefined || seen.has(pattern)) continue;
      const answer = await owner.request.get(server.url + path, { maxRedirects: 0, headers: { accept: 'text/html' } });
      if (answer.status() !== 200) continue;
      seen.add(pattern);
      if (!/^text\/html/.test(answer.headers()['content-type'] ?? '')) continue;
      // An email: no script runs in it, not even that of the checker.
      if (/\bsandbox\b/.test(answer.headers()['content-security-policy'] ?? '')) continue;
      reached.set(pattern, path);
      const links = (await answer.text()).matchAll(/<a\b[^>]* href="(\/admin[^"]*)"/g);
      queue.push(...[...links].map(([, link]) => link?.replaceAll('&amp;', '&') ?? ''));
    }
    expect(pages.map(({ pattern }) => pattern).filter((pattern) => !seen.has(pattern) && !aside.test(pattern))).toEqual(
      [],
    );
    expect([...reached.keys()].filter((pattern) => !parts.some(([, part]) => part.test(pattern)))).toEqual([]);
  });

  it.each(parts)('passes axe in light and dark, and scrolls sideways on no phone: %s', async (_part, part) => {
    const found: string[] = [];
    const ours = [...reached].filter(([pattern]) => parts.find(([, one]) => one.test(pattern))?.[1] === part);
    expect(ours).not.toEqual([]);
    for (const [pattern, path] of ours) {
      await owner.goto(server.url + path);
      found.push(...(await objections(pattern)));
    }
    expect(found).toEqual([]);
  });
});
