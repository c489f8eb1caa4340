import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { workbookOf } from '../support/import-files.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';

const password = 'a long password for tests';

describe('the import pages in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-import-'));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 390, height: 900 } })).newPage();
    await page.goto(server.setupLink);
    await page.fill('input[name=name]', 'Olga Owner');
    await page.fill('input[name=email]', 'owner@example.org');
    for (const field of await page.locator('input[type=password]').all()) await field.fill(password);
    await page.click('main form button');
    await page.waitForURL('**/admin/sign-in**');
    await page.fill('input[name=email]', 'owner@example.org');
    await page.fill('input[name=password]', password);
    await page.click('main form button');
    await page.waitForURL(/\/admin$/);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** On a phone and on a desk. */
  async function looksWell(): Promise<void> {
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await violations(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
    }
  }
  const button = (name: string | RegExp) => page.getByRole('button', { name }).click();

  it('leads from a workbook to counted signatures and back, without JavaScript of its own', async () => {
    await page.goto(`${server.url}/admin/petitions/reconsider/supporters`);
    await page.getByRole('link', { name: 'Imports' }).click();
    await looksWell();
    await page.fill('[name=note]', 'Stall on the market square, 2 January');
    const rows = [
      ['Prénom', 'Nom', 'Pays', 'Courriel', 'Code postal', 'Date', 'Infolettre'],
      ['Zoé', 'Łęcka', 'France', 'zoe@example.org', 75001, '2.1.2026', 'oui'],
      ['Bo', '', 'DE', 'no address', '', '', ''],
      ['Oda', 'Ohne', 'Norvège', '', '0150', '', ''],
    ];
    await page.setInputFiles('[name=file]', {
      name: 'list.xlsx',
      mimeType: 'application/zip',
      buffer: await workbookOf(rows),
    });
    await button('Upload and preview');
    await page.waitForURL(/imports\/[\w-]+$/);
    expect(await page.locator('[name=given_name] option:checked').textContent()).toBe('Prénom');
    expect(await page.locator('[name=newsletter] option:checked').textContent()).toBe('Infolettre');
    await looksWell();
    await page.selectOption('[name=given_name]', '');
    await button('Apply mapping');
    expect(await page.textContent('#given_name-fault')).toContain('Must be found in a column');
    await page.selectOption('[name=given_name]', { label: 'Prénom' });
    await button('Apply mapping');
    await page.getByText('New: 2').waitFor();
    expect(await page.getByRole('region', { name: 'The first rows' }).textContent()).toContain(
      'is not a valid email address',
    );
    await looksWell();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /Rows that would be refused/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^refused-.+\.csv$/);
    await page.check('[name=attest]');
    await button('Bring 2 rows in');
    await page.getByText('2 rows imported').waitFor();
    await looksWell();
    await page.fill('[name=confirm]', '2');
    await button(/^Undo/);
    await page.getByText('2 rows were erased').waitFor();
    await page.getByRole('link', { name: 'All imports' }).click();
    expect(await page.getByRole('region', { name: 'Imports' }).textContent()).toContain('undone');
    await looksWell();
  });
});
