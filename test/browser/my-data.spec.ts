import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { confirmLinkIn, countAt, press, signBy } from '../support/visitor.js';

describe('my data in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche my data '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, MAIL_PER_ADDRESS_PER_DAY: '50' });
    browser = await launchBrowser();
    // The page works without JavaScript.
    page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    await signBy(server.url, 'ada@example.org', { consents: [{ purpose: 'newsletter', wording: '2026-11' }] });
    await press(confirmLinkIn((await server.mailTo('ada@example.org')).text));
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** From the form through the mailbox to the page. */
  const open = async (language: string, subject: string) => {
    await page.goto(`${server.url}/me?lang=${language}`);
    await page.fill('#email', 'ada@example.org');
    await page.click('main form button');
    await page.waitForURL('**/me/sent**');
    for (let tries = 0; tries < 100; tries++) {
      const mail = await server.mailTo('ada@example.org');
      const link = /http\S+\/me\/\S+/.exec(mail.text)?.[0];
      if (mail.subject === subject && link) return page.goto(`${link.split('?')[0]}?lang=${language}`);
      await page.waitForTimeout(50);
    }
    throw new Error('no mail with the link');
  };

  it.each(['en', 'fr', 'es', 'uk', 'de', 'ar'])('gives axe nothing to object to in %s', async (language) => {
    const objections: string[] = [];
    const look = async (name: string) => {
      objections.push(...(await violations(page)).map((text) => `${name} ${text}`));
      if (await scrollsSideways(page)) objections.push(`${name} scrolls sideways`);
    };
    await page.goto(`${server.url}/me?lang=${language}`);
    await look('form');
    await page.fill('#email', 'nobody');
    await page.click('main form button');
    await page.waitForSelector('#email-fault');
    await look('fault');
    await open(language, 'Your data held by this campaign');
    await look('page');
    expect(objections).toEqual([]);
  });

  it('shows, corrects, changes consents, and keeps what was typed when a name is missing', async () => {
    await open('en', 'Your data held by this campaign');
    expect(await page.textContent('main')).toContain('ada@example.org');
    await page.fill('[name=givenName]', '');
    await page.fill('[name=familyName]', 'Byron');
    await page.click('form[action*="/correct"] button');
    expect(await page.textContent('[id^=givenName][id$=fault]')).toBe('Please fill in this field.');
    expect(await page.inputValue('[name=familyName]')).toBe('Byron');
    await page.fill('[name=givenName]', 'Augusta');
    await page.selectOption('[name=country]', 'FR');
    await page.click('form[action*="/correct"] button');
    expect(await page.textContent('[role=status]')).toBe('Saved.');
    expect(await page.inputValue('[name=givenName]')).toBe('Augusta');
    expect(await page.isChecked('[name=purposes]')).toBe(true);
    await page.uncheck('[name=purposes]');
    await page.click('form[action*="/consents"] button');
    expect(await page.isChecked('[name=purposes]')).toBe(false);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[href$="data.json"]')]);
    const [pdf] = await Promise.all([page.waitForEvent('download'), page.click('a[href*="data.pdf"]')]);
    expect(
      readFileSync(await pdf.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const data = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
      email: string;
      signatures: { country: string }[];
    };
    expect([data.email, data.signatures[0]?.country]).toEqual(['ada@example.org', 'FR']);
  });

  it('writes a letter to a ministry, confirms it, sees what became of it and takes it back', async () => {
    const objections: string[] = [];
    const look = async () => {
      objections.push(...(await violations(page)));
      if (await scrollsSideways(page)) objections.push(`${page.url().slice(0, 50)} scrolls sideways`);
    };
    await page.goto(`${server.url}/petitions/reconsider/letter?lang=en`);
    await page.selectOption('[name=country]', 'FR');
    await page.click('main form button');
    expect(await page.textContent('label:has(#consent)')).toContain('to the foreign ministry of France');
    expect(await page.isChecked('#consent')).toBe(false);
    await page.click('main form button[type=submit]');
    await page.waitForSelector('#problems');
    await look();
    await page.fill('#name', 'Ada Lovelace');
    await page.fill('#email', 'ada@example.org');
    await page.fill(
      '#text',
      'I ask your Government to look at this question again, openly and in parliament. '.repeat(5),
    );
    await page.check('#consent');
    await page.click('main form button[type=submit]');
    await page.waitForURL('**/letter/sent**');
    const link = async (): Promise<string> => {
      for (let tries = 0; tries < 100; tries++) {
        const found = /http\S+\/letter\/\S+/.exec((await server.mailTo('ada@example.org')).text)?.[0];
        if (found) return found;
        await page.waitForTimeout(50);
      }
      throw new Error('no mail with the link');
    };
    await page.goto(await link());
    await look();
    await page.click('main form button');
    await page.waitForSelector('h1:has-text("You have confirmed this letter")');
    await look();
    await open('en', 'Your data held by this campaign');
    expect(await page.textContent('[id^=letter-]')).toContain('It is waiting to be read by our team.');
    await look();
    await page.click('form[action*="/letters/"] button');
    expect(await page.textContent('[role=status]')).toContain('The letter has been withdrawn');
    expect(await page.textContent('[id^=letter-]')).toContain('You withdrew it.');
    expect(objections).toEqual([]);
    expect(server.output()).not.toMatch(/Lovelace/);
  });

  it('forgets everything after a second thought, and the counter follows', async () => {
    await open('en', 'Your data held by this campaign');
    expect(await countAt(server.url)).toBe(1);
    await page.check('[name=confirmed]');
    await page.click('form[action*="/forget"] button');
    expect(await page.textContent('h1')).toBe('Deleted');
    expect(await countAt(server.url)).toBe(0);
    expect(server.output()).not.toMatch(/ada@example|Byron|Augusta/);
  });
});
