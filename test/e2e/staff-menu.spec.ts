import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { menu, menuFor } from '../../src/admin/frame/menu.js';
import { roleNames } from '../../src/access/roles.js';
import { markedFile } from '../support/marked-campaign.js';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { allRoutes, closedAmong } from '../support/staff-routes.js';
import { createStartedDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';

const early = await createTestDatabase();
const { routes } = await allRoutes(early.url);
await early.drop();
const pages = closedAmong(routes).filter(({ method, pattern }) => method === 'GET' && pattern.startsWith('/admin'));
const entries = menu.flatMap((group) => [...group.entries]);

/** Pages without a parameter that are not in the menu, each with the page that leads to it; null for those with a place of their own in the head. */
const elsewhere: Record<string, string | null> = {
  '/admin/account': null,
  '/admin/help': null,
  '/admin/search': null,
  '/admin/confirm-identity': null,
  '/admin/campaigns/import': '/admin/campaigns',
  '/admin/campaigns/new': '/admin/campaigns',
  '/admin/demands/new': '/admin/demands',
  '/admin/exports/new': '/admin/exports',
  '/admin/follow-ups': '/admin/answers',
  '/admin/letters/figures': '/admin/answers',
  '/admin/ledger/new': '/admin/ledger',
  '/admin/ministries/waiting': '/admin/ministries',
  '/admin/petitions/new': '/admin/petitions',
  '/admin/plan/verify': '/admin/plan',
  '/admin/updates/new': '/admin/updates',
  '/admin/plan/working-days': '/admin/plan',
  '/admin/print-queue': '/admin/runs',
  '/admin/templates/preview': '/admin/templates',
  '/admin/texts/new': '/admin/texts',
};
/** Files and answers to scripts. */
const isPage = ({ pattern }: { pattern: string }): boolean => !/:|\.(json|pdf|csv|svg)$/.test(pattern);

describe('the menu of the staff', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-menu-'));
  let database: TestDatabase;
  let server: Server;
  let owner: StaffVisitor;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, ROLE: 'web' });
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A campaign with so many published petitions. */
  async function campaignWith(slug: string, petitions: number): Promise<void> {
    const file = JSON.parse(markedFile(slug, 'Quokkaleaf')) as { petitions: { slug: string }[] };
    const [published] = file.petitions;
    const copies = Array.from({ length: petitions }, (_, n) => ({ ...published!, slug: `${slug}-${n}` }));
    const body = JSON.stringify({ ...file, plan: [], petitions: copies });
    const { status, location } = await owner.uploads('/admin/campaigns/import', Buffer.from(body));
    expect([status, location]).toEqual([303, `/admin/campaigns/${slug}`]);
  }

  it('has or leads to every page that needs no parameter, and asks of it what the page asks', () => {
    const found = pages.filter(isPage).map(({ pattern }) => pattern);
    const inMenu: string[] = entries.map(({ path }) => path);
    expect(found.filter((path) => !inMenu.includes(path) && !(path in elsewhere))).toEqual([]);
    expect(Object.keys(elsewhere).filter((path) => !found.includes(path) || inMenu.includes(path))).toEqual([]);
    for (const { path, permission } of entries)
      expect([path, pages.find(({ pattern }) => pattern === path)?.permission ?? null]).toEqual([path, permission]);
  });

  it('leads each role only to pages that open, with one heading each', async () => {
    for (const role of roleNames) {
      const person = role === 'owner' ? owner : await owner.invites(role);
      for (const { path } of menuFor({ role, everywhere: true }).flatMap((group) => [...group.entries])) {
        const { status, headers, text } = await person.looksAt(path);
        expect([role, path, status, status === 303 ? headers.get('location') : '']).toEqual([
          ...[role, path],
          ...(/supporters|imports|fraud/.test(path) && !path.includes('letters')
            ? [303, `/admin/petitions/reconsider/${path.replace('/admin/', '')}`]
            : [200, '']),
        ]);
        if (status === 200) expect(text.match(/<h1>[^<]+<\/h1>/g)).toHaveLength(1);
      }
    }
  });

  it('has the pages that lead to those not in it', async () => {
    for (const [path, from] of Object.entries(elsewhere))
      if (from !== null) {
        const { text } = await owner.looksAt(from);
        expect([path, from, new RegExp(`<main.*href="${path}["?]`, 's').test(text)]).toEqual([path, from, true]);
      }
  });

  it('lets a petition be chosen by title and count where the campaign has several', async () => {
    await campaignWith('two', 2);
    await owner.looksAt('/admin/campaigns/two');
    for (const [path, page] of [
      ['/admin/supporters', 'supporters'],
      ['/admin/imports', 'imports'],
      ['/admin/exports/new', 'exports'],
      ['/admin/fraud', 'fraud'],
    ] as const) {
      const { status, text } = await owner.looksAt(path);
      expect([path, status]).toEqual([path, 200]);
      for (const slug of ['two-0', 'two-1']) {
        const link = `<a href="/admin/petitions/${slug}/${page}">Quokkaleaf petition</a>`;
        expect([path, slug, text.includes(link)]).toEqual([path, slug, true]);
      }
      expect(text).not.toContain('petitions/reconsider');
      expect(text).toMatch(/<td role="cell" data-label="[^"]+">0<\/td>/);
    }
  });

  it('gives pages titles in words and a way back, never a short name', async () => {
    const petition = ['', '/text', '/text/review', '/settings', '/notes', '/previews', '/pictures', '/figures'];
    const people = ['/supporters', '/imports', '/exports', '/fraud'];
    for (const path of [
      ...[...petition, ...people].map((page) => `/admin/petitions/two-0${page}`),
      ...['/preview', '/edit'].map((page) => `/admin/texts/two-text-draft${page}`),
      ...['', '/edit'].map((page) => `/admin/demands/two-demand-draft${page}`),
    ]) {
      const { status, text } = await owner.looksAt(path);
      const heading = /<h1>([^<]+)<\/h1>/.exec(text)?.[1];
      expect([path, status, heading]).toEqual([
        path,
        200,
        expect.stringMatching(/Quokkaleaf (petition|statement|demand)/),
      ]);
      const crumbs = /<nav class="crumbs".*?<\/nav>/s.exec(text)?.[0] ?? '';
      expect([path, `${heading}${crumbs.replace(/<[^>]+>/g, ' ')}`]).toEqual([
        path,
        expect.not.stringContaining('two-'),
      ]);
      expect(crumbs).toMatch(/<a href="\/admin\/(petitions|texts|demands|supporters|imports|exports|fraud)">/);
    }
  });

  it('says what to do where nothing is published yet', async () => {
    await campaignWith('none', 0);
    await owner.looksAt('/admin/campaigns/none');
    for (const path of ['/admin/supporters', '/admin/imports', '/admin/exports/new', '/admin/fraud']) {
      const { status, text } = await owner.looksAt(path);
      expect([path, status, text.includes('No petition is published yet.')]).toEqual([path, 200, true]);
      expect(/<main.*href="\/admin\/petitions"/s.test(text)).toBe(true);
    }
  });
});
