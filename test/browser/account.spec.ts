import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSync } from 'otplib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { postForm } from '../support/visitor.js';

const password = 'a long password for tests';
const email = 'owner@example.org';

describe('the account of a member of staff in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche account '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const objections: string[] = [];

  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    browser = await launchBrowser();
    context = await browser.newContext();
    page = await context.newPage();
    await addAuthenticator(page);
    await page.goto(server.setupLink);
    await page.fill('input[name=name]', 'Olga Owner');
    await page.fill('input[name=email]', email);
    await page.fill('input[name=password]', password);
    await page.click('main form button');
    await page.waitForURL('**/admin/sign-in**');
    await typePassword();
    await page.waitForURL(/\/admin$/);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A security key of Chromium's own, which keeps passkeys and says that its owner was recognised. */
  async function addAuthenticator(of: Page): Promise<void> {
    const session = await of.context().newCDPSession(of);
    await session.send('WebAuthn.enable');
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
  }

  async function typePassword(): Promise<void> {
    await page.fill('input[name=email]', email);
    await page.fill('input[name=password]', password);
    await page.click('form[action="/admin/sign-in"] button');
  }

  async function signOut(): Promise<void> {
    await page.click('form[action="/admin/sign-out"] button');
    await page.waitForURL('**/admin/sign-in');
  }

  /** Looks at the page as it stands, on a phone and on a desk. */
  async function judge(name: string): Promise<void> {
    for (const [width, height] of [
      [390, 800],
      [1280, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      objections.push(...(await violations(page)).map((text) => `${name} ${text}`));
      if (await scrollsSideways(page)) objections.push(`${name} scrolls sideways at ${width}`);
    }
  }

  it('gets a passkey with recovery codes, signs in with it alone, and proves a second step with it', async () => {
    await judge('sign-in done');
    await page.goto(`${server.url}/admin/account`);
    await judge('account');
    await page.fill('input[name=name]', 'Test key');
    await page.click('form[data-passkey=create] button');
    await page.waitForSelector('h1:text("Your recovery codes")');
    expect(await page.locator('main li code').allTextContents()).toHaveLength(10);
    await judge('recovery codes');
    await page.click('main a[href="/admin/account"]');
    expect(await page.textContent('main')).toContain('Test key');
    await judge('account with passkey');
    await signOut();

    await judge('sign-in');
    const sent = page.waitForRequest('**/admin/sign-in/passkey');
    await page.click('form[data-passkey=get] button');
    await page.waitForURL(/\/admin$/);
    const fields = Object.fromEntries(new URLSearchParams((await sent).postData() ?? ''));
    const replayed = await postForm(`${server.url}/admin/sign-in/passkey`, fields);
    expect([replayed.status, replayed.headers.get('set-cookie')]).toEqual([422, null]);
    expect(await replayed.text()).toContain('The passkey was not accepted.');
    await signOut();

    await typePassword();
    await page.waitForSelector('h1:text("Two-step verification")');
    expect((await context.cookies()).some(({ name }) => name === '__Host-demarche')).toBe(false);
    await judge('second step');
    await page.click('form[data-passkey=get] button');
    await page.waitForURL(/\/admin$/);
  });

  it('re-authenticates with a passkey', async () => {
    await page.goto(`${server.url}/admin/confirm-identity?next=%2Fadmin%2Fstaff`);
    await judge('confirm identity');
    const before = (await context.cookies()).find(({ name }) => name === '__Host-demarche')?.value;
    await page.click('form[data-passkey=get] button');
    await page.waitForURL('**/admin/staff');
    const after = (await context.cookies()).find(({ name }) => name === '__Host-demarche')?.value;
    expect(after).not.toBe(before);
  });

  it('sets codes from an app up, without any script', async () => {
    await page.goto(`${server.url}/admin/account`);
    await page.click('form[action$="/totp/begin"] button');
    await judge('totp');
    const secret = ((await page.textContent('main code')) ?? '').replaceAll(' ', '');
    await page.fill('input[name=code]', '000000');
    await page.click('form[action$="/totp/confirm"] button');
    expect(await page.textContent('[role=alert]')).toContain('The code is not right');
    expect(((await page.textContent('main code')) ?? '').replaceAll(' ', '')).toBe(secret);
    await page.fill('input[name=code]', generateSync({ secret }));
    await page.click('form[action$="/totp/confirm"] button');
    await page.waitForSelector('h1:text("Your recovery codes")');
    await page.goto(`${server.url}/admin/account`);
    expect(await page.locator('form[action$="/totp/remove"]').count()).toBe(1);
    await judge('account with everything');
  });

  it('renames and removes a passkey', async () => {
    await page.goto(`${server.url}/admin/account`);
    await page.fill('form[action$="/rename"] input[name=name]', 'Old key');
    await page.click('form[action$="/rename"] button');
    await page.waitForURL('**/admin/account?done=passkey');
    expect(await page.textContent('main')).toContain('Old key');
    await page.click('form[action$="/remove"]:has-text("Remove"):not([action*=totp]) button');
    await page.waitForSelector('text=Your passkeys were changed.');
    expect(await page.textContent('main')).not.toContain('Old key');
  });

  it('makes a token that is shown once, and a colleague', async () => {
    await page.goto(`${server.url}/admin/tokens`);
    await page.fill('input[name=name]', 'Mailing program');
    await page.check('input[value="supporters:read"]');
    await page.fill('input[name=expiresInDays]', '30');
    await page.click('#new-token button[type=submit]');
    expect(await page.textContent('.notice code')).toMatch(/^dmr_[\w-]{43}$/);
    await judge('tokens');
    await page.goto(`${server.url}/admin/tokens`);
    expect(await page.locator('.notice code').count()).toBe(0);
    await page.goto(`${server.url}/admin/staff`);
    await page.fill('[name=email]', 'carl@example.org');
    await page.click('form#invite button');
    expect((await server.mailTo('carl@example.org')).subject).toBe('Your invitation to Demarche');
    await judge('staff');
  });

  it('gives axe nothing to object to, and nothing scrolls sideways', () => {
    expect(objections).toEqual([]);
  });
});
