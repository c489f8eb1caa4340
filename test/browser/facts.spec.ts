import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { project } from '../../src/treaties/map/shapes.js';
import { drawn, scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';

const pages = [
  '/',
  '/states',
  '/petitions/reconsider/sign',
  '/petitions/reconsider/count',
  '/petitions/reconsider/letter',
  '/petitions/reconsider/letter?country=US',
  '/petitions/reconsider/letter?country=FR',
  '/petitions/reconsider/letter/sent',
  '/states/UA',
  '/states/LT',
  '/states/LB',
  '/states/US',
  '/conventions/APMBC',
  '/conventions/CCM?on=2025-03-05',
  '/claims',
  '/demands',
  '/demands/ukraine-announce-withdrawal',
  '/demands/signatories-cluster-munitions',
  '/calendar',
  '/data',
  '/statements/four-april',
  '/states/ZZ',
];

describe('the pages of facts in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-facts-'));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    await ask(
      database.url,
      "update campaign_text set status = 'published', published_at = now() where slug = 'four-april'",
    );
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What `look` objects to on each page, as `path objection`, on a phone. */
  const onEach = async (
    colorScheme: 'light' | 'dark',
    language: string,
    look: (page: Page) => Promise<string[]>,
  ): Promise<string[]> => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    const objections: string[] = [];
    for (const path of pages) {
      await page.goto(`${server.url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      objections.push(...(await look(page)).map((text) => `${path} ${text}`));
    }
    await context.close();
    return objections;
  };

  // Structure and colours are those of every language.
  it('give axe nothing to object to', async () => {
    expect(await onEach('light', 'en', (page) => violations(page))).toEqual([]);
  });

  it.each([
    ['in dark colours', 'dark', 'en'],
    ['where they run from right to left', 'light', 'ar'],
  ] as const)('give axe nothing to object to %s', async (_where, colorScheme, language) => {
    expect(await onEach(colorScheme, language, (page) => violations(page, drawn))).toEqual([]);
  });

  it.each(['en', 'fr', 'es', 'uk', 'de', 'ar'])(
    'say that they are in %s, and never scroll sideways on a phone',
    async (language) => {
      const look = async (page: Page): Promise<string[]> => [
        ...((await scrollsSideways(page)) ? ['scrolls sideways'] : []),
        ...((await page.getAttribute('html', 'lang')) === language ? [] : ['is in another language']),
      ];
      expect(await onEach('light', language, look)).toEqual([]);
    },
  );

  it('draw the map at every visit: Chromium has drawn an empty one from its cache', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const pictures: number[] = [];
    for (let visit = 0; visit < 4; visit++) {
      await page.goto(`${server.url}/conventions/CCM?lang=en`);
      await page.waitForTimeout(500);
      pictures.push((await page.locator('.map > svg').screenshot()).length);
    }
    expect(Math.min(...pictures)).toBeGreaterThan(0.9 * Math.max(...pictures));
    await page.close();
  });

  it('draw Crimea within Ukraine, in Ukraine’s colour', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${server.url}/conventions/APMBC?lang=en`, { waitUntil: 'networkidle' });
    const box = await page.locator('.map > svg').boundingBox();
    const [, , width = 0, height = 0] = ((await page.getAttribute('.map > svg', 'viewBox')) ?? '')
      .split(' ')
      .map(Number);
    const stateAt = async (place: [number, number]) => {
      const [x, y] = project(place);
      return page.evaluate(
        ([left = 0, top = 0]) => document.elementFromPoint(left, top)?.closest('a')?.getAttribute('data-iso'),
        [(box?.x ?? 0) + (x / width) * (box?.width ?? 0), (box?.y ?? 0) + (y / height) * (box?.height ?? 0)],
      );
    };
    // Simferopol, Kyiv, Krasnodar.
    expect(
      await Promise.all(
        (
          [
            [34.1, 44.95],
            [30.5, 50.45],
            [39, 45.04],
          ] as [number, number][]
        ).map(stateAt),
      ),
    ).toEqual(['UA', 'UA', 'RU']);
    await page.close();
  });

  it('let a person on a keyboard reach every State of the map, or pass it by', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/conventions/CCM?lang=en`);
    const links = page.locator('.map svg a');
    expect(await links.count()).toBe(199);
    await page.locator('.map .skip').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/: /);
    await page.locator('.map .skip').focus();
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#table');
    await page.close();
  });

  it('walk back in time with the day that is chosen', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/conventions/APMBC?lang=en`);
    expect(await page.textContent('.totals')).toContain('162 parties');
    await page.fill('#on', '2025-06-26');
    await page.click('form.inline button');
    expect(await page.textContent('.totals')).toContain('166 parties');
    expect(await page.textContent('.totals')).toContain('in force for 164 States');
    await page.close();
  });

  it('show the position of a State, since when, and the sources', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/states/FI?lang=en`);
    const text = (await page.textContent('#APMBC')) ?? '';
    expect(text).toContain('Withdrawn');
    expect(text).toContain('The withdrawal took effect on 10 January 2026.');
    expect(text).toContain('C.N.372.2025.TREATIES-XXVI-5');
    await page.goto(`${server.url}/states/LB?lang=en`);
    expect(await page.textContent('#APMBC')).toMatch(
      /Contracting State[\s\S]*provisional[\s\S]*2026 \(exact day not known\)/,
    );
    await page.close();
  });

  it('load nothing from anywhere else and break no rule of their own policy', async () => {
    const page = await browser.newPage();
    const foreign: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => new URL(request.url()).origin === server.url || foreign.push(request.url()));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    for (const path of pages.filter((one) => one !== '/states/ZZ'))
      await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
    await page.close();
  });
});
