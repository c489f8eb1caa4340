import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';

const password = 'a long password for tests';

describe('the main job in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche browser '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    browser = await launchBrowser();
    context = await browser.newContext({ locale: 'en-GB' });
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const countOn = async (page: Page) => Number(await page.locator('[data-count]').getAttribute('data-count'));

  const fillIn = async (page: Page, email: string) => {
    await page.fill('#givenName', 'Ada');
    await page.fill('#familyName', '=Lovelace');
    await page.fill('#email', email);
    await page.selectOption('#country', 'GB');
    await page.check('input[name=showName]');
    await page.click('form.sign button');
    await page.waitForURL('**/thanks**');
  };

  it('goes from the form through the mailbox to the counter, the staff pages and the export', async () => {
    const page = await context.newPage();
    await page.goto(`${server.url}/petitions/reconsider`);
    const before = await countOn(page);
    await fillIn(page, 'ada@example.org');

    const mail = await server.mailTo('ada@example.org');
    await page.goto(/http\S+\/c\/\S+/.exec(mail.text)?.[0] ?? '');
    await page.click('form button');
    await page.waitForSelector('.position');
    expect(await page.textContent('.position')).toContain('number 1');

    await page.goto(`${server.url}/petitions/reconsider`);
    expect(await countOn(page)).toBe(before + 1);
    expect(await page.textContent('.recent')).toContain('Ada =Lovelace');

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
    expect(await violations(page)).toEqual([]);
    await page.goto(`${server.url}/admin/petitions/reconsider/supporters`);
    expect(await page.textContent('table.list')).toContain('ada@example.org');
    expect(await violations(page)).toEqual([]);

    await page.goto(`${server.url}/admin/petitions/reconsider/exports?preset=full`);
    expect(await violations(page)).toEqual([]);
    await page.fill('textarea[name=reason]', 'Shown to the board of the campaign');
    await page.click('form[action$="/exports"] button');
    // The page follows the worker automatically and shows the link when the file is there.
    const link = page.locator('a[href$="/file"]');
    await link.waitFor();
    expect(await violations(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const csv = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n');
    expect(csv).toHaveLength(2);
    expect(csv[0]).toMatch(/^signature_id,signed_at,confirmed_at,given_name,family_name,email,/);
    expect(csv[1]).toContain(`,Ada,'=Lovelace,ada@example.org,GB,`);
    await page.close();
  });

  it('works without JavaScript', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(`${server.url}/petitions/reconsider`);
    await page.click('form.sign button');
    expect(await page.textContent('#email-fault')).toBe('Please fill in this field.');
    await fillIn(page, 'plain@example.org');
    const mail = await server.mailTo('plain@example.org');
    await page.goto(/http\S+\/c\/\S+/.exec(mail.text)?.[0] ?? '');
    await page.click('form button');
    expect(await page.textContent('h1')).toContain('Thank you');
    await plain.close();
  });

  it('computes a proof of work while the person types', async () => {
    const page = await context.newPage();
    await page.goto(`${server.url}/petitions/reconsider`);
    await page.focus('#givenName');
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[name=altcha]')?.value !== '');
    await page.close();
  });

  it('remembers the language chosen by hand', async () => {
    const chosen = await browser.newContext({ locale: 'en-GB' });
    const page = await chosen.newPage();
    await page.goto(`${server.url}/petitions/reconsider`);
    await page.click('nav.languages summary');
    await page.click('nav.languages a[lang=uk]');
    await page.goto(`${server.url}/petitions/reconsider`);
    expect(await page.getAttribute('html', 'lang')).toBe('uk');
    await chosen.close();
  });

  it.each(['en', 'fr', 'es', 'uk', 'de', 'ar'])(
    'gives axe nothing to object to on any public page in %s',
    async (language) => {
      const page = await context.newPage();
      const objections: string[] = [];
      const look = async () =>
        objections.push(
          ...(await violations(page)).map((text) => `${new URL(page.url()).pathname.slice(0, 20)} ${text}`),
        );
      for (const path of ['/', '/petitions/reconsider', '/petitions/reconsider/thanks', '/nowhere', '/c/forged']) {
        await page.goto(`${server.url}${path}?lang=${language}`);
        await look();
      }
      await page.goto(`${server.url}/petitions/reconsider?lang=${language}`);
      await page.evaluate(() => document.querySelector<HTMLFormElement>('form.sign')?.submit());
      await page.waitForSelector('#problems');
      await look();
      await page.goto(`${server.url}/petitions/reconsider?lang=${language}`);
      await fillIn(page, `axe.${language}@example.org`);
      const { text } = await server.mailTo(`axe.${language}@example.org`);
      for (const link of ['d', 'u', 'c']) {
        await page.goto(new RegExp(`http\\S+/${link}/\\S+`).exec(text)?.[0] ?? '');
        await look();
      }
      await page.click('form button');
      await page.waitForSelector('.position');
      await look();
      expect(objections).toEqual([]);
      await page.close();
    },
  );

  it('loads nothing from anywhere else and breaks no rule of its own policy', async () => {
    const page = await context.newPage();
    const foreign: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => new URL(request.url()).origin === server.url || foreign.push(request.url()));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(`${server.url}/petitions/reconsider`);
    await page.focus('#givenName');
    await page.waitForLoadState('networkidle');
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
    await page.close();
  });
});
