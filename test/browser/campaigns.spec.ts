import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { joins } from '../support/joins.js';
import { markedFile } from '../support/marked-campaign.js';
import { startServer, type Server } from '../support/server.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 900 };

describe('campaigns in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche campaigns '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let owner: Page;
  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, CAMPAIGN_FILE: 'none' });
    browser = await launchBrowser();
    owner = await joins(await browser.newContext(), server.setupLink, 'Olga Owner', 'owner@example.org');
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('begin with the first one, which the pages lead to', async () => {
    await owner.goto(`${server.url}/admin`);
    await owner.waitForURL('**/admin/campaigns');
    await owner.click('a[href="/admin/campaigns/new"]');
    await owner.fill('[name=slug]', 'archive');
    await owner.fill('[name=name_en]', 'Open the archive');
    await owner.fill('[name=timeZone]', 'Europe/Nowhere');
    await owner.check('#locale-en');
    await owner.check('#locale-uk');
    await owner.click('main form button[type=submit]');
    await owner.waitForSelector('.fault');
    expect(await owner.inputValue('[name=name_en]')).toBe('Open the archive');
    expect(await owner.isChecked('#locale-uk')).toBe(true);
    await owner.fill('[name=timeZone]', 'Europe/Kyiv');
    await owner.click('main form button[type=submit]');
    await owner.waitForURL('**/admin/settings');
    expect(await owner.textContent('header')).toContain('Open the archive');
    const visitor = await browser.newPage();
    await visitor.goto(server.url);
    expect(await visitor.textContent('h1')).toBe('Open the archive');
    expect(await visitor.$$eval('nav.languages a', (links) => links.map((link) => link.getAttribute('lang')))).toEqual([
      'en',
      'uk',
    ]);
    await visitor.close();
  });

  it('come from a file beside it, and are switched between', async () => {
    for (const slug of ['library', 'museum']) {
      const file = join(folder, `${slug}.json`);
      writeFileSync(file, markedFile(slug, slug === 'library' ? 'Lyrebird' : 'Mongoose'));
      await owner.goto(`${server.url}/admin/campaigns/import`);
      await owner.setInputFiles('#file', file);
      await owner.click('main form button[type=submit]');
      await owner.waitForURL(`**/admin/campaigns/${slug}`);
    }
    await owner.selectOption('#current-campaign', 'library');
    await owner.click('header form.campaign button');
    await owner.waitForURL('**/admin');
    await owner.goto(`${server.url}/admin/petitions`);
    expect(await owner.textContent('main')).toContain('Lyrebird petition');
    expect(await owner.textContent('main')).not.toContain('Mongoose');
  });

  it.each([
    ['desktop', desktop],
    ['phone', phone],
  ])('give axe nothing to object to on a %s', async (_, size) => {
    const page = owner;
    await page.setViewportSize(size);
    for (const path of [
      ...['/admin/campaigns', '/admin/campaigns/new', '/admin/campaigns/library', '/admin/campaigns/import'],
      ...['/admin/staff', '/admin/tokens', '/admin/webhooks', '/admin', '/admin/plan'],
      ...['/', '/campaigns/library', '/campaigns/museum/privacy', '/demands', '/petitions/library-petition'],
    ]) {
      await page.goto(server.url + path);
      expect([path, await violations(page)]).toEqual([path, []]);
      expect([path, await scrollsSideways(page)]).toEqual([path, false]);
    }
    for (const path of ['/admin/campaigns', '/admin/campaigns/new', '/', '/campaigns/library']) {
      await page.goto(server.url + path);
      if (process.env.SCREENSHOTS)
        await page.screenshot({
          path: join(process.env.SCREENSHOTS, `${size.width}${path.replaceAll('/', '-')}.png`),
          fullPage: true,
        });
    }
  });
});
