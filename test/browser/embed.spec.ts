import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { freePort, startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { confirmLinkIn, press } from '../support/visitor.js';

const password = 'a long password for tests';
const shots = process.env.SHOTS;

/** A website of somebody else: another port is another origin. Its policy allows the campaign's server and itself, nothing inline. */
async function startWebsite(campaign: string): Promise<{ origin: string; close: () => void }> {
  const policy = `default-src 'none'; script-src ${campaign}; connect-src ${campaign}; frame-src ${campaign}; style-src 'self'; img-src 'self'`;
  const page = (body: string): string =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Partner</title></head><body><main><h1>Our partner page</h1>${body}</main></body></html>`;
  const bodies: Record<string, string> = {
    '/component': `<script src="${campaign}/embed.js" defer></script>
      <demarche-petition slug="reconsider"><a href="${campaign}/petitions/reconsider">Sign there</a></demarche-petition>`,
    '/french-dark': `<script src="${campaign}/embed.js" defer></script>
      <demarche-petition slug="reconsider" lang="fr-CA" theme="dark"><a href="${campaign}/petitions/reconsider">Signez</a></demarche-petition>`,
    '/unknown': `<script src="${campaign}/embed.js" defer></script>
      <demarche-petition slug="nothing-of-ours"><a href="${campaign}/">Sign there</a></demarche-petition>`,
    '/frame': `<iframe src="${campaign}/embed/reconsider?lang=es&amp;theme=light" title="Petition" width="100%" height="200"></iframe>
      <script src="${campaign}/embed-frame.js" defer></script>`,
  };
  const server: HttpServer = createServer((request, response) => {
    const body = bodies[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    });
    response.end(body === undefined ? '' : page(body));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  return {
    origin: `http://localhost:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('the form on another website', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche embed '));
  let database: TestDatabase;
  let server: Server;
  let website: Awaited<ReturnType<typeof startWebsite>>;
  let browser: Browser;
  let context: BrowserContext;
  let staff: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    website = await startWebsite(server.url);
    browser = await launchBrowser();
    context = await browser.newContext({ locale: 'en-GB' });
    const people = await browser.newContext({ locale: 'en-GB' });
    staff = await people.newPage();
    await staff.goto(server.setupLink);
    await staff.fill('input[name=name]', 'Olga Owner');
    await staff.fill('input[name=email]', 'owner@example.org');
    for (const field of await staff.locator('input[type=password]').all()) await field.fill(password);
    await staff.click('main form button');
    await staff.waitForURL('**/admin/sign-in**');
    await staff.fill('input[name=email]', 'owner@example.org');
    await staff.fill('input[name=password]', password);
    await staff.click('main form button');
    await staff.waitForURL(/\/admin$/);
  });
  afterAll(async () => {
    await browser.close();
    website.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => (complaints = []));

  const visit = async (path: string, page?: Page): Promise<Page> => {
    const opened = page ?? (await context.newPage());
    opened.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await opened.goto(website.origin + path);
    return opened;
  };
  const ready = (page: Page) => page.locator('demarche-petition form').waitFor();
  const countOn = (page: Page) => page.locator('#signed').getAttribute('data-count').then(Number);
  const shoot = async (page: Page, name: string) =>
    void (shots && (await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })));

  it('does not appear where the website is not on the list: the link stays', async () => {
    const page = await context.newPage();
    await page.addInitScript(() =>
      document.addEventListener('demarche:failed', () => document.documentElement.setAttribute('data-failed', '')),
    );
    await visit('/component', page);
    await page.waitForSelector('html[data-failed]');
    expect(await page.locator('demarche-petition form').count()).toBe(0);
    expect(await page.locator('demarche-petition a').isVisible()).toBe(true);
    await page.close();
  });

  it('is allowed by staff, who copy its code and preview it', async () => {
    await staff.goto(`${server.url}/admin/embed`);
    await staff.fill('input[name=origin]', 'https://*.example.org');
    await staff.evaluate(() => document.querySelector<HTMLFormElement>('form[action$="/origins"]')?.submit());
    await staff.waitForSelector('#origin-fault, [aria-invalid=true]');
    await staff.fill('input[name=origin]', `${website.origin}/`);
    await staff.click('form[action$="/origins"] button');
    await staff.waitForURL(/done=added/);
    expect(await staff.textContent('table.list')).toContain(website.origin);
    expect(await staff.inputValue('#component-code')).toContain(`<script src="${server.url}/embed.js" defer>`);
    await ready(staff);
    expect(await violations(staff)).toEqual([]);
    await shoot(staff, 'desk');
  });

  it('is signed under a strict policy, confirmed by email, and the counter goes up while the page is open', async () => {
    const page = await context.newPage();
    await page.clock.install();
    await visit('/component', page);
    await ready(page);
    await page.evaluate(() =>
      document.addEventListener(
        'demarche:signed',
        (event) => (document.title = JSON.stringify((event as CustomEvent).detail)),
      ),
    );
    const before = await countOn(page);
    expect(await page.textContent('#signed')).toMatch(new RegExp(`^${before} (person has|people have) signed$`));
    await page.click('demarche-petition button');
    await page.waitForSelector('#email[aria-invalid=true]');
    expect(await page.getAttribute('#email', 'aria-describedby')).toBe('email-help email-fault');
    expect(await page.textContent('#email-fault')).toBe('Please fill in this field.');
    expect(await page.textContent('[role=alert]')).toContain('There is a problem with');
    expect(await page.evaluate(() => document.querySelector('demarche-petition')?.shadowRoot?.activeElement?.id)).toBe(
      'givenName',
    );
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'faults');

    await page.fill('#givenName', 'Ada');
    await page.fill('#familyName', 'Lovelace');
    await page.fill('#email', 'ada@example.org');
    await page.selectOption('#country', 'GB');
    await page.check('input[data-purpose=show-name]');
    await page.click('demarche-petition button');
    await page.waitForSelector('.thanks');
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'thanks');
    expect(JSON.parse(await page.title())).toEqual({ slug: 'reconsider', lang: 'en' });

    const link = confirmLinkIn((await server.mailTo('ada@example.org')).text);
    await press(link);
    await page.clock.runFor(16_000);
    await until('the counter goes up', async () => (await countOn(page)) === before + 1);
    // The refused answer to the empty form is named by the browser; nothing else is wrong.
    expect(complaints.filter((text) => !text.includes('status of 422'))).toEqual([]);
    const recent = await (await fetch(`${server.url}/petitions/reconsider`)).text();
    expect(recent).toContain('Ada Lovelace');
    await page.close();
  });

  it.each([
    ['light', 'phone', 360],
    ['light', 'desktop', 1200],
    ['dark', 'phone', 360],
    ['dark', 'desktop', 1200],
  ] as const)('gives axe nothing to object to, %s on a %s', async (colorScheme, device, width) => {
    const look = await browser.newContext({ locale: 'uk-UA', colorScheme, viewport: { width, height: 800 } });
    const page = await visit('/component', await look.newPage());
    await ready(page);
    expect(await violations(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await shoot(page, `${colorScheme}-${device}`);
    await look.close();
  });

  it('uses the given language and colours', async () => {
    const page = await visit('/french-dark');
    await ready(page);
    expect(await page.textContent('demarche-petition button')).toBe('Signer la pétition');
    expect(await page.textContent('demarche-petition .foot')).toContain(new URL(server.url).host);
    expect(
      await page.locator('demarche-petition section').evaluate((card) => getComputedStyle(card).backgroundColor),
    ).toBe('rgb(22, 32, 43)');
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'french-dark');
    await page.locator('demarche-petition').evaluate((element) => element.setAttribute('lang', 'es'));
    await until(
      'it speaks Spanish',
      async () => (await page.textContent('demarche-petition button')) === 'Firmar la petición',
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('weighs less than 15 kB on its way and is asked for again with a mark', async () => {
    const response = await fetch(`${server.url}/embed.js`);
    expect(response.headers.get('cache-control')).toContain('max-age');
    expect(response.headers.get('etag')).toBeTruthy();
    expect(gzipSync(await response.text()).length).toBeLessThan(15 * 1024);
  });

  it('keeps the link when there is no such petition', async () => {
    const page = await visit('/unknown');
    await page.waitForLoadState('networkidle');
    expect(await page.locator('demarche-petition a').isVisible()).toBe(true);
    await page.close();
  });

  it('is in a frame as high as its content', async () => {
    const page = await visit('/frame');
    const frame = page.frameLocator('iframe');
    await frame.locator('demarche-petition form').waitFor();
    await until('the frame grows', async () => ((await page.locator('iframe').boundingBox())?.height ?? 0) > 600);
    expect(await frame.locator('demarche-petition button').textContent()).toBe('Firmar la petición');
    expect(await violations(page)).toEqual([]);
    await shoot(page, 'frame');
    await frame.locator('#givenName').fill('Bea');
    await frame.locator('#familyName').fill('Frame');
    await frame.locator('#email').fill('bea@example.org');
    await frame.locator('#country').selectOption('ES');
    await frame.locator('demarche-petition button').click();
    await frame.locator('.thanks').waitFor();
    expect((await server.mailTo('bea@example.org')).text).toContain('/c/');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is gone when staff take the website off the list', async () => {
    await staff.goto(`${server.url}/admin/embed`);
    await staff.click(`button[aria-label="Remove ${website.origin}"]`);
    await staff.waitForURL(/done=removed/);
    const page = await visit('/frame');
    await until('the policy is heard', () => complaints.some((text) => text.includes('frame-ancestors')));
    await visit('/component', page);
    await page.waitForLoadState('networkidle');
    expect(await page.locator('demarche-petition form').count()).toBe(0);
    await page.close();
  });
});
