import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { postJson } from '../support/visitor.js';

const password = 'a long password for tests';

describe('the ministry pages in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche ministries '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let owner: Page;
  let reviewer: Page;
  /** Address of the page of a run. */
  let run = '';
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    browser = await launchBrowser();
    owner = await joins(await browser.newContext(), server.setupLink, 'owner');
    await owner.goto(`${server.url}/admin/staff`);
    await owner.fill('[name=email]', 'reviewer@example.org');
    await owner.selectOption('form#invite [name=role]', 'reviewer');
    await owner.click('form#invite button');
    reviewer = await joins(await browser.newContext(), (await owner.textContent('.notice code')) ?? '', 'reviewer');
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function joins(context: BrowserContext, link: string, role: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(link);
    await page.fill('input[name=name]', `The ${role}`);
    if (await page.locator('input[name=email]:not([readonly])').count())
      await page.fill('input[name=email]', `${role}@example.org`);
    for (const field of await page.locator('input[type=password]').all()) await field.fill(password);
    await page.click('main form button');
    await page.waitForURL('**/admin/sign-in**');
    await page.fill('input[name=email]', `${role}@example.org`);
    await page.fill('input[name=password]', password);
    await page.click('main form button');
    await page.waitForURL(/\/admin$/);
    return page;
  }
  const opens = (page: Page, path: string) => page.goto(`${server.url}/admin/ministries${path}`);
  const submit = (page: Page) => page.click('main form.card button');

  it('an address that one person enters is used when another has verified it', async () => {
    await opens(owner, '/NO/channels');
    await owner.fill('[name=address]', 'nobody');
    await submit(owner);
    expect(await owner.textContent('#address-fault')).toContain('not a valid email address');
    expect(await owner.textContent('#source-fault')).toContain('required');
    await owner.fill('[name=address]', 'post@mfa-no.example');
    await owner.fill('[name=source]', 'The site of the ministry, read today');
    await submit(owner);
    await owner.waitForURL(/NO\?done=channel/);
    expect(await owner.textContent('main')).toContain('You entered this. Another person must verify it.');
    expect(await owner.locator('main form[action$="/verify"]').count()).toBe(0);

    await opens(reviewer, '/waiting');
    expect(await reviewer.textContent('main table')).toContain('Norway');
    expect(await violations(reviewer)).toEqual([]);
    await reviewer.click('main form[action$="/verify"] button');
    await reviewer.waitForURL(/NO\?done=verified/);
    expect(await reviewer.textContent('main')).not.toContain('Email is blocked because');
    await opens(owner, '?lacking=email');
    expect(await owner.locator('tr#NO').count()).toBe(0);
    expect(await owner.locator('tr#SE').count()).toBe(1);
  });

  it('the last address in use is ended only when that is said', async () => {
    await opens(owner, '/NO');
    await owner.click('main a[href$="/end"]');
    await owner.fill('[name=reason]', 'It bounced twice.');
    await submit(owner);
    expect(await owner.textContent('[role=alert]')).toContain('last address in use');
    await owner.check('[name=evenLast]');
    await submit(owner);
    await owner.waitForURL(/done=ended/);
    expect(await owner.textContent('main')).toContain('It bounced twice.');
  });

  it('holders, facts and decisions are entered with their source, and the earlier fact stays to be seen', async () => {
    await opens(owner, '/VE/holders');
    for (const [name, value] of [
      ['name', 'Ada Example'],
      ['title', 'Minister'],
      ['validFrom', '2020-01-01'],
      ['source', 'A page'],
    ] as const)
      await owner.fill(`[name=${name}]`, value);
    await owner.selectOption('[name=gender]', 'female');
    await submit(owner);
    await owner.waitForURL(/done=holder/);
    await owner.click('main form[action$="/check"] button');
    await owner.waitForURL(/done=checked/);
    await owner.click('main a[href$="facts?field=note"]');
    await owner.fill('[name=value]', 'A new note');
    await owner.fill('[name=source]', 'A page');
    await submit(owner);
    await owner.waitForURL(/done=fact/);
    expect(await owner.textContent('main')).toContain('Earlier facts');
    expect(await owner.textContent('main')).toContain('A named person must decide first');
    await owner.click('main a[href$="/decision"]');
    await owner.fill('[name=reason]', 'Counsel was asked.');
    await submit(owner);
    await owner.waitForURL(/done=decision/);
    expect(await owner.textContent('main')).not.toContain('A named person must decide first');
  });

  it('supporter letters are read, decided as a group, and undone one by one', async () => {
    for (const name of ['ada', 'bea']) {
      const text = `We ask your Government to look at this question again, openly and in parliament. ${'It matters to all of us. '.repeat(8)}`;
      const consent = { wording: 'letter-2026-12', recipient: 'FR' };
      await postJson(`${server.url}/api/v1/petitions/reconsider/letters`, {
        name,
        email: `${name}@example.org`,
        country: 'FR',
        text,
        consent,
      });
      const link = /http\S+\/letter\/\S+/.exec((await server.mailTo(`${name}@example.org`)).text)?.[0] ?? '';
      await owner.goto(link);
      await owner.click('main form button');
    }
    const opensQueue = (status: string) => owner.goto(`${server.url}/admin/supporter-letters?status=${status}`);
    await opensQueue('waiting');
    expect(await owner.textContent('main h2')).toBe('2 letters to FR that are alike');
    expect(await owner.textContent('main table')).toContain('100 % like letter');
    expect(await violations(owner)).toEqual([]);
    await owner.click('button:has-text("Accept (those ticked)")');
    expect(await owner.textContent('main')).toContain('2 letters go to the ministries with the next letter');
    expect(await violations(owner)).toEqual([]);
    await owner.click('main form button');
    await owner.waitForSelector('.notice[role=status]');
    expect(await owner.textContent('.notice')).toContain('Done: 2 letters.');
    await opensQueue('accepted');
    await owner.uncheck('main fieldset input >> nth=1');
    await owner.click('button:has-text("Undo decision (those ticked)")');
    expect(await owner.textContent('main')).toContain('1 letter');
    await owner.click('main form button');
    await opensQueue('waiting');
    await owner.selectOption('[name=reason]', 'duplicate');
    await owner.click('button:has-text("Reject")');
    await opensQueue('rejected');
    expect(await owner.textContent('main table')).toContain('duplicate');
    expect(await violations(owner)).toEqual([]);
    expect(server.output()).not.toMatch(/ada@|bea@/);
  });

  it('a run is created, planned exactly, locked, and approved by another after re-authentication', async () => {
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await owner.goto(`${server.url}/admin/runs`);
    for (const [name, value] of [
      ['name', 'A first run'],
      ['onDay', '2072-04-04'],
      ['recipients', 'NO SE UA'],
    ] as const)
      await owner.fill(`[name=${name}]`, value);
    await owner.click('#new-mailing button[type=submit]');
    expect(await owner.textContent('#onDay-fault')).toContain('400 days');
    await owner.fill('[name=onDay]', day);
    await owner.click('#new-mailing button[type=submit]');
    await owner.waitForURL(/runs\/[0-9a-f-]{36}$/);
    run = owner.url();
    await owner.click('button:has-text("Generate schedule")');
    await owner.waitForSelector('main table');
    expect(await owner.textContent('main table')).toContain('No verified address in use');
    expect(await owner.textContent('main')).toContain('Someone else must approve the schedule.');
    await owner.click('button:has-text("Lock schedule")');
    await owner.waitForSelector('text=The schedule was locked by');
    expect(await owner.locator('button:has-text("Regenerate schedule")').count()).toBe(0);
    await reviewer.goto(run);
    const approves = async (number: string): Promise<void> => {
      await reviewer.fill('#confirm', number);
      await Promise.all([reviewer.waitForEvent('load'), reviewer.click('button:has-text("Approve this schedule")')]);
    };
    const number = /Once approved, (\d+) letters? go/.exec((await reviewer.textContent('main')) ?? '')?.[1] ?? '';
    expect(await reviewer.textContent('main')).toContain(`${number} letters, `);
    await approves(`${number}0`);
    if (reviewer.url().includes('confirm')) {
      await reviewer.fill('input[type=password]', password);
      await reviewer.click('main form button');
      await reviewer.goto(run);
      await approves(`${number}0`);
    }
    expect(await reviewer.textContent('#confirm-fault')).toContain('Is not the number that is shown');
    expect(await reviewer.inputValue('#confirm')).toBe(`${number}0`);
    expect(await reviewer.textContent('main')).not.toContain('approved by');
    await approves(number);
    await reviewer.waitForSelector('text=approved by The reviewer');
  });

  it('a reply is recorded, assessed by two people, and may then be published', async () => {
    await owner.goto(`${server.url}/admin/answers/NO`);
    await owner.fill('[name=receivedOn]', '2026-11-20');
    await owner.selectOption('[name=medium]', 'post');
    await submit(owner);
    expect(await owner.textContent('#quote-fault')).toContain('required');
    await owner.fill('[name=quote]', 'The Government examines the question.');
    await submit(owner);
    await owner.waitForSelector('blockquote');
    for (const page of [owner, reviewer]) {
      await page.goto(`${server.url}/admin/answers/NO`);
      expect(await page.locator('button:has-text("Publish quotation")').count()).toBe(0);
      await page.selectOption('select[name=stance]', 'reviewing');
      await page.click('button:has-text("Save assessment")');
      await page.waitForSelector('section.card li');
    }
    await reviewer.click('button:has-text("Publish quotation")');
    await reviewer.waitForSelector('button:has-text("Unpublish")');
    await owner.goto(`${server.url}/admin/answers`);
    expect(await owner.textContent('main table')).toContain('reviewing');
  });

  it('axe finds nothing, and nobody has to scroll sideways on a phone', async () => {
    await owner.setViewportSize({ width: 390, height: 800 });
    for (const path of [
      '',
      '?lacking=decision',
      '/waiting',
      '/VE',
      '/NO',
      '/VE/facts',
      '/VE/channels',
      '/VE/holders',
      '/VE/decision',
    ]) {
      expect([path, (await opens(owner, path))?.status()]).toEqual([path, 200]);
      expect([path, await violations(owner)]).toEqual([path, []]);
      expect([path, await scrollsSideways(owner)]).toEqual([path, false]);
    }
    const desks = [
      '/admin/supporter-letters',
      '/admin/supporter-letters?status=rejected',
      '/admin/corrections',
      '/admin/runs',
      run.replace(server.url, ''),
      '/admin/inbox',
      '/admin/answers',
      '/admin/answers/NO',
      '/admin/follow-ups',
      '/admin/templates/preview',
      '/admin/templates/preview/FR',
    ];
    for (const path of desks) {
      expect([path, (await owner.goto(server.url + path))?.status()]).toEqual([path, 200]);
      expect([path, await violations(owner)]).toEqual([path, []]);
      expect([path, await scrollsSideways(owner)]).toEqual([path, false]);
    }
  });
});
