import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { markedFile } from '../support/marked-campaign.js';
import { joins } from '../support/joins.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';

const desk = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };

describe('the frame of the staff pages in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche frame '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    browser = await launchBrowser();
    context = await browser.newContext();
    page = await joins(context, server.setupLink, 'Olga Owner', 'owner@example.org');
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (path: string): Promise<void> => void (await page.goto(`${server.url}/admin${path}`));
  /** The text of what has the focus, which must be seen to have it. */
  const focused = async (): Promise<string> => {
    const { text, outline, inside } = await page.evaluate(() => {
      const one = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      const { top, bottom, left, right } = one.getBoundingClientRect();
      const inside = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
      return { text: one.textContent?.trim() ?? '', outline: `${outlineStyle} ${outlineWidth}`, inside };
    });
    expect([text, outline, inside]).toEqual([text, 'solid 3px', true]);
    return text;
  };
  /** What waits stands beside entries and groups. */
  const withoutNumber = (text: string): string => text.replace(/\s*\d+\+? waiting$/, '');
  /** Presses Tab until something has the focus; every step on the way must be seen. */
  async function tabTo(wanted: string): Promise<void> {
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab');
      if (withoutNumber(await focused()) === wanted) return;
    }
    throw new Error(`Tab never reached ${wanted}.`);
  }
  const group = (label: string) =>
    page
      .locator('nav.side > details')
      .filter({ has: page.locator('summary', { hasText: new RegExp(`^${label}\\b`) }) });

  it('is walked through by keyboard at a desk: past it, through it, and to a page of another group', async () => {
    await page.setViewportSize(desk);
    await open('/petitions');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('New petition');

    await open('/petitions');
    expect(await page.locator('.menu-fold').isVisible()).toBe(false);
    expect(await group('Campaign').getAttribute('open')).not.toBeNull();
    expect(await page.locator('nav.side a:text-is("Inbox")').isVisible()).toBe(false);
    await tabTo('Letters');
    await page.keyboard.press('Enter');
    await tabTo('Inbox');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin/inbox');
    expect(await page.locator('[aria-current=page]').allTextContents()).toEqual(['Inbox ']);
    expect(await page.textContent('nav.crumbs')).toBe('Letters');

    await tabTo('Letters');
    await page.keyboard.press('Space');
    expect(await page.locator('nav.side a:text-is("Inbox")').isVisible()).toBe(false);
  });

  it('is folded on a phone until it is asked for, and opens by keyboard', async () => {
    await page.setViewportSize(phone);
    await open('/claims');
    expect(await page.locator('nav.side').isVisible()).toBe(false);
    await tabTo('Menu');
    await page.keyboard.press('Enter');
    expect(await page.locator('nav.side').isVisible()).toBe(true);
    await tabTo('Calendar');
    expect(await scrollsSideways(page)).toBe(false);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin/calendar');
    expect(await page.locator('nav.side').isVisible()).toBe(false);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('public calendar');
  });

  it('works without a script', async () => {
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await context.storageState(),
      viewport: phone,
    });
    const visitor = await plain.newPage();
    await visitor.goto(`${server.url}/admin`);
    await visitor.click('.menu-fold summary');
    await visitor.click('nav.side summary:text-is("People")');
    await visitor.click('nav.side a:text-is("Data requests")');
    await visitor.waitForURL('**/admin/data-requests');
    await plain.close();
  });

  it('marks the entry that a page below it belongs to, and names what is above it', async () => {
    await page.setViewportSize(desk);
    await open('/supporters');
    await page.waitForURL('**/admin/petitions/reconsider/supporters');
    expect(await page.locator('nav.side [aria-current=true]').allTextContents()).toEqual(['Supporters ']);
    expect(await page.locator('nav.crumbs a').allTextContents()).toEqual([
      'Supporters',
      'Reconsider membership of the anti-personnel mine and cluster munition conventions',
    ]);
    await page.click('main a.term:text-is("shadowed")');
    await page.waitForURL('**/admin/help#shadowed');
    expect(await page.textContent('#shadowed + dd')).toContain('a check doubted the sign-up');
  });

  it('shows all of a long menu to those who scroll or tab in it, while the page stays', async () => {
    await page.setViewportSize({ width: 1280, height: 400 });
    await open('/staff');
    for (const label of ['Campaign', 'People', 'Letters']) await group(label).locator('summary').click();
    await page.mouse.wheel(0, 900);
    await page.waitForFunction(() => document.querySelector('nav.side')!.scrollTop > 0);
    await page.evaluate(() => scrollTo(0, 0));
    await tabTo('Audit log');
  });

  it('passes axe in light and dark, at a desk and on a phone with the menu unfolded, and nothing moves', async () => {
    const objections: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const)
      for (const viewport of [desk, phone]) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize(viewport);
        for (const path of ['', '/petitions/reconsider', '/petitions/reconsider/fraud', '/runs', '/help']) {
          await open(path);
          if (viewport === phone) await page.click('.menu-fold summary');
          for (const label of ['Campaign', 'People', 'Letters', 'Knowledge', 'Installation'])
            if ((await group(label).getAttribute('open')) === null) await group(label).locator('summary').click();
          const where = `${path} ${colorScheme} ${viewport.width}`;
          objections.push(...(await violations(page)).map((text) => `${where} ${text}`));
          if (await scrollsSideways(page)) objections.push(`${where} scrolls sideways`);
          const moving = await page.evaluate(() => document.getAnimations().length);
          if (moving > 0) objections.push(`${where} moves`);
        }
      }
    expect(objections).toEqual([]);
  });

  it('is folded at 200 % zoom of a desk, and left out in print', async () => {
    await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
    await page.setViewportSize({ width: 640, height: 400 });
    await open('/runs');
    expect([await page.locator('nav.side').isVisible(), await scrollsSideways(page)]).toEqual([false, false]);
    await page.setViewportSize(desk);
    await page.emulateMedia({ media: 'print' });
    for (const part of ['nav.side', 'header.top', '.menu-fold', '.title .button'])
      expect([part, await page.locator(part).isVisible()]).toEqual([part, false]);
    expect(await page.locator('h1').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  });

  it('switches between campaigns with long names on a phone', async () => {
    await page.setViewportSize(phone);
    await open('/campaigns/import');
    const buffer = Buffer.from(markedFile('second', 'Quokkaleaf, a name as long as names of campaigns become'));
    await page.setInputFiles('#file', { name: 'campaign.json', mimeType: 'application/json', buffer });
    await page.click('main form button[type=submit]');
    await page.waitForURL('**/admin/campaigns/second');
    await open('/petitions');
    expect(await scrollsSideways(page)).toBe(false);
    await page.selectOption('#current-campaign', 'reconsider');
    await page.click('form.campaign button');
    await page.waitForURL((url) => url.pathname === '/admin');
    await open('/petitions');
    expect(await page.inputValue('#current-campaign')).toBe('reconsider');
  });
});
