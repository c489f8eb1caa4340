import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { joins } from '../support/joins.js';
import { tokensIn } from '../support/mail-text.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { postForm } from '../support/visitor.js';

const path = '/admin/petitions/reconsider/figures';

describe('figures in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche figures '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let owner: Page;

  const confirms = async (email: string, country: string) => {
    const details = { givenName: 'Ada', familyName: 'Lovelace', email, country, locale: 'fr' };
    const answer = await fetch(`${server.url}/api/v1/petitions/reconsider/signatures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(details),
    });
    await answer.text();
    const { confirm } = tokensIn(await server.mailTo(email));
    await (await postForm(`${server.url}/c/${confirm}`, {})).text();
  };

  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    browser = await launchBrowser();
    owner = await joins(await browser.newContext(), server.setupLink, 'Owner', 'owner@example.org');
    for (const [n, country] of ['FR', 'FR', 'LU', 'CA'].entries()) await confirms(`signer${n}@example.org`, country);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('pass axe in light and dark, on a screen and a phone, with tables open and closed, and never scroll sideways', async () => {
    const objections: string[] = [];
    for (const address of [path, `${path}/live`, `${path}/consents`, '/admin/letters/figures', `${path}?from=x`]) {
      const response = await owner.goto(server.url + address);
      if (response?.status() !== 200) objections.push(`${address} is answered with ${response?.status()}`);
      for (const opens of [false, true]) {
        if (opens) for (const summary of await owner.locator('main summary').all()) await summary.press('Enter');
        for (const colorScheme of ['light', 'dark'] as const)
          for (const width of opens ? [1280, 360] : [640]) {
            await owner.emulateMedia({ colorScheme });
            await owner.setViewportSize({ width, height: 800 });
            const where = `${address} ${colorScheme} ${width}`;
            objections.push(...(await violations(owner)).map((text) => `${where} ${text}`));
            if (await scrollsSideways(owner)) objections.push(`${where} scrolls sideways`);
          }
      }
    }
    expect(objections).toEqual([]);
  });

  it('draw the map, and colour the countries with the most signatures', async () => {
    await owner.emulateMedia({ colorScheme: 'light' });
    await owner.setViewportSize({ width: 1280, height: 800 });
    await owner.goto(server.url + path);
    const colourOf = (iso: string, shape: string) =>
      owner
        .locator(`[data-iso=${iso}] ${shape}`)
        .first()
        .evaluate((element) => getComputedStyle(element).fill);
    expect(await colourOf('FR', 'use')).toBe('rgb(8, 60, 107)');
    expect(await colourOf('LU', 'circle')).toBe('rgb(26, 104, 168)');
    const box = await owner.locator('[data-iso=CA] use').boundingBox();
    expect(box?.width).toBeGreaterThan(50);
  });

  it('lead from one period to another without a script', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await owner.context().storageState(),
    });
    const page = await context.newPage();
    await page.goto(server.url + path);
    await page.fill('[name=from]', '2026-01-01');
    await page.fill('[name=to]', '2026-01-07');
    await page.click('.figures-form button');
    expect(new URL(page.url()).search).toContain('from=2026-01-01&to=2026-01-07');
    expect(await page.textContent('.numbers')).toContain('as many as in the 7 days before');
    await page.click('.lengths a:text-is("30 days")');
    expect(await page.inputValue('[name=from]')).toBe('2025-12-09');
    await page.goto(`${server.url}${path}/live`);
    expect(await page.textContent('[data-part=totals]')).toMatch(/^[4-9] signed/);
    expect(await page.textContent('[data-live-state]')).toBe('');
    await context.close();
  });

  it('grow while somebody looks, and leave open what was opened', async () => {
    await owner.goto(`${server.url}${path}/live`);
    await owner.locator('[data-live-state]:has-text("Live")').waitFor();
    await owner.locator('main summary').press('Enter');
    const now = Number.parseInt((await owner.textContent('[data-part=totals] strong')) ?? '', 10);
    await confirms('live@example.org', 'SE');
    await owner
      .locator(`[data-part=totals] strong:text-is("${now + 1}")`)
      .first()
      .waitFor();
    expect(await owner.locator('main details[open] [data-part=table] tbody tr').count()).toBeGreaterThan(22);
    const heights = await owner.locator('[data-part=chart] path.bar').first().getAttribute('d');
    expect(heights).toMatch(/^M/);
  });

  it('say when they are no longer live', async () => {
    const context = await browser.newContext({ storageState: await owner.context().storageState() });
    const page = await context.newPage();
    await page.goto(`${server.url}${path}/live`);
    await page.locator('[data-live-state]:has-text("Live")').waitFor();
    await context.clearCookies();
    // The stream is still that of a session; it ends with it, and then there is no way back.
    await owner.click('form[action="/admin/sign-out"] button');
    await page.locator('[data-live-state]:has-text("No longer live")').waitFor({ timeout: 30_000 });
    await context.close();
  });
});
