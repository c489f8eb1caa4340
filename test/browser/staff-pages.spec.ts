import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { joins } from '../support/joins.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';

describe('the desks of the staff in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche desk '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let owner: Page;
  let contexts: BrowserContext[];
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    browser = await launchBrowser();
    contexts = await Promise.all([browser.newContext(), browser.newContext()]);
    owner = await joins(contexts[0]!, server.setupLink, 'Olga Owner', 'owner@example.org');
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const position = async (iso: string, convention: string): Promise<unknown> => {
    const { conventions } = (await (await fetch(`${server.url}/api/v1/states/${iso}`)).json()) as {
      conventions: Record<string, unknown>[];
    };
    return conventions.find((one) => one.convention === convention)?.position;
  };

  it('an event of the ledger needs a source, and becomes public when another person has verified it', async () => {
    await owner.goto(`${server.url}/admin/ledger/new`);
    await owner.selectOption('[name=iso]', 'CN');
    await owner.selectOption('[name=convention]', 'APMBC');
    await owner.selectOption('[name=kind]', 'signed');
    await owner.fill('[name=on]', '2020-05-04');
    await owner.fill('[name=sourceTitle]', 'Depositary notification');
    await owner.fill('[name=asOf]', '2020-05-05');
    await owner.selectOption('[name=confidence]', 'high');
    await owner.click('main form button[type=submit] >> nth=0');
    expect(await owner.textContent('#sourceUrl-fault')).toContain('required');
    expect(await owner.inputValue('[name=sourceTitle]')).toBe('Depositary notification');
    await owner.fill('[name=sourceUrl]', 'https://example.org/notification');
    await owner.click('main form button[type=submit] >> nth=0');
    await owner.waitForURL(/ledger\?done=entered/);
    expect(await owner.locator('main form[action*="/review"]').count()).toBe(0);
    expect(await owner.textContent('main')).toMatch(/you entered this/i);
    expect(await position('CN', 'APMBC')).toBe('not_party');

    await owner.goto(`${server.url}/admin/staff`);
    await owner.fill('[name=email]', 'carl@example.org');
    await owner.selectOption('form#invite [name=role]', 'campaigner');
    await owner.click('form#invite button');
    const link = (await owner.textContent('.notice code')) ?? '';
    const colleague = await joins(contexts[1]!, link, 'Carl Campaigner', 'carl@example.org');
    await colleague.goto(`${server.url}/admin/ledger`);
    await colleague.click('main form[action*="/review"] button[value=verified]');
    await colleague.waitForURL(/ledger\?done=verified/);
    expect(await position('CN', 'APMBC')).toBe('signatory');
  });

  it('a retired claim marks the texts that use it, and the petition says so to its readers', async () => {
    await owner.goto(`${server.url}/admin/claims/C12`);
    await owner.fill('[name=reason]', 'A border has moved.');
    expect(await owner.textContent('form[action$="/retire"]')).toMatch(/It is used in \d+ places?/);
    await owner.fill('form[action$="/retire"] [name=confirm]', 'C12');
    await owner.click('form[action$="/retire"] button');
    await owner.waitForLoadState();
    expect(await owner.textContent('main')).toMatch(/A border has moved\./);
    const uses = await owner.locator('#uses tbody tr').allTextContents();
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((use) => !/Marked.*it was retired/.test(use))).toEqual([]);
    const visitor = await browser.newPage();
    await visitor.goto(`${server.url}/petitions/reconsider?lang=en`);
    expect(await visitor.textContent('#source-C12')).toContain('We withdrew this fact on');
    await visitor.goto(`${server.url}/claims?lang=en`);
    expect(await visitor.locator('#C12').count()).toBe(0);
    await visitor.close();
  });

  it('the plan shows who does what, and its progress', async () => {
    await owner.goto(`${server.url}/admin/plan`);
    expect(await owner.textContent('h1')).toContain('4 April 2027');
    await owner.click('tr:has-text("Texts are frozen") a:has-text("Change")');
    await owner.selectOption('[name=status]', 'in_progress');
    await owner.fill('[name=owner]', 'Olga');
    await owner.click('main form button[type=submit]');
    await owner.waitForURL('**/admin/plan**');
    expect(await owner.textContent('tr:has-text("Texts are frozen")')).toMatch(/Olga[\s\S]*in progress/);
  });

  it('a statement is written, refused with a refused claim, mended and published', async () => {
    await owner.goto(`${server.url}/admin/texts/new`);
    await owner.fill('[name=slug]', 'fourteen');
    for (const locale of ['en', 'fr', 'es', 'uk']) {
      await owner.fill(`[name=title_${locale}]`, `Title ${locale}`);
      await owner.fill(`[name=body_${locale}]`, 'More than half. [C06]');
    }
    await owner.click('main form button[type=submit]');
    expect(await owner.textContent('main')).toContain('no source supports it');
    for (const locale of ['en', 'fr', 'es', 'uk'])
      await owner.fill(`[name=body_${locale}]`, 'Five States have left. [C28]');
    await owner.click('main form button[type=submit]');
    await owner.waitForURL('**/admin/texts/fourteen/preview');
    await owner.click('form[action$="/publish"] button');
    await owner.waitForSelector('text=Published');
    const visitor = await browser.newPage();
    await visitor.goto(`${server.url}/statements/fourteen?lang=es`);
    expect(await visitor.textContent('h1')).toBe('Title es');
    expect(await visitor.locator('.sources li').count()).toBe(1);
    await visitor.close();
  });
});
