import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { TrialMailbox } from '../support/mailbox.js';
import { until } from '../support/until.js';

describe('the pages of the local mailbox', () => {
  const mailbox = new TrialMailbox();
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Another website: who connects to it, and what for. */
  let other: Server;
  let elsewhere = '';
  const connections: string[] = [];

  beforeAll(async () => {
    await mailbox.open();
    other = createServer((request, response) => {
      connections.push(request.url ?? '');
      response
        .setHeader('cross-origin-opener-policy', 'same-origin')
        .setHeader('content-type', 'text/html')
        .end('<title>Elsewhere</title>');
    }).on('connection', () => connections.push('connection'));
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    elsewhere = `http://127.0.0.1:${(other.address() as { port: number }).port}`;
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'en-GB' });
    page = await context.newPage();
    connections.length = 0;
  });
  afterEach(async () => {
    await context.close();
    await mailbox.post('/delete-all');
  });
  afterAll(async () => {
    await browser.close();
    other.closeAllConnections();
    other.close();
    await mailbox.destroy();
  });

  const letter = (more: string): string =>
    `<!doctype html><html lang="en"><head><title>x</title></head><body><h1>Dear Ada</h1>${more}</body></html>`;

  it.each(['light', 'dark'] as const)('can be used by everybody, on phone and desktop, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    const look = async (path: string) => {
      await page.goto(mailbox.url + path);
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect([path, width, await violations(page), await scrollsSideways(page)]).toEqual([path, width, [], false]);
      }
    };
    await look('/');
    const text = `A line\n${'long'.repeat(200)}\n${elsewhere}/${'x'.repeat(300)}`;
    await mailbox.send({
      subject: 'y'.repeat(300),
      text,
      attachments: [{ filename: `${'z'.repeat(200)}.txt`, content: 'x' }],
    });
    await mailbox.send({ subject: 'A letter', html: letter(`<a href="${elsewhere}/">Confirm</a>`) });
    for (const path of ['/', '/?search=letter', '/?search=none', '/nothing']) await look(path);
    for (const { id } of await mailbox.mails())
      for (const view of ['', '/text', '/source']) await look(`/mails/${id}${view}`);
  });

  it('show an email as intended, and follow its link into an ordinary tab', async () => {
    await mailbox.send({
      html: letter(
        `<p style="color: rgb(1, 2, 3)">Please <a href="${elsewhere}/c/token">confirm</a></p><img src="cid:dot" alt="">`,
      ),
      attachments: [
        { filename: 'dot.gif', content: Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64'), cid: 'dot' },
      ],
    });
    await page.goto(mailbox.url);
    await page.click('.mails a');
    const frame = page.frameLocator('iframe');
    expect(await frame.locator('p').evaluate((element) => getComputedStyle(element).color)).toBe('rgb(1, 2, 3)');
    expect(
      await frame.locator('img').evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
    ).toBe(1);
    const opened = context.waitForEvent('page');
    await frame.locator('a').click();
    const tab = await opened;
    await tab.waitForURL(`${elsewhere}/c/token`);
    expect(await tab.title()).toBe('Elsewhere');
    // The tab has its own rights, and none over ours.
    expect(await tab.evaluate(() => [window.opener === null, window.origin])).toEqual([true, elsewhere]);
    expect(page.url()).toMatch(/\/mails\//);
  });

  it('let no email run a script, load from elsewhere, navigate away or send a form', async () => {
    const tricks = [
      `<script>document.title = parent.document.title = 'run'; fetch('${elsewhere}/script')</script>`,
      `<script src="${elsewhere}/script.js"></script><img src="x" onerror="fetch('${elsewhere}/onerror')">`,
      `<meta http-equiv="refresh" content="0; url=${elsewhere}/refresh"><base href="${elsewhere}/base/">`,
      `<link rel="stylesheet" href="${elsewhere}/style.css"><link rel="preconnect" href="${elsewhere}"><link rel="preload" as="image" href="${elsewhere}/pre">`,
      `<style>@import '${elsewhere}/import'; body { background: url('${elsewhere}/background') }</style>`,
      `<img src="${elsewhere}/pixel" srcset="${elsewhere}/set 2x"><video poster="${elsewhere}/poster" src="${elsewhere}/video" autoplay></video>`,
      `<iframe src="${elsewhere}/frame"></iframe><object data="${elsewhere}/object"></object><svg><image href="${elsewhere}/svg"/></svg>`,
      `<p id="end">The end</p><a id="script" href="javascript:fetch('${elsewhere}/javascript')">x</a><a id="up" target="_top" href="${elsewhere}/top">x</a>`,
      `<form action="${elsewhere}/form"><button>x</button></form>`,
    ];
    await mailbox.send({ subject: 'Tricks', html: letter(tricks.join('')) });
    const { id } = await mailbox.newest();
    const path = `/mails/${id}`;
    for (const where of [path, `${path}/content`]) {
      await page.goto(mailbox.url + where, { waitUntil: 'networkidle' });
      const mail = where === path ? page.frameLocator('iframe') : page;
      expect(await mail.locator('#end').textContent()).toBe('The end');
      await mail.locator('button').click();
      await mail.locator('#script').click();
      if (where === path) await mail.locator('#up').click();
      expect(connections).toEqual([]);
      // What the clicks began has come as far as it can once another page was loaded from there.
      const next = await context.newPage();
      await next.goto(`${elsewhere}/marker`, { waitUntil: 'networkidle' });
      expect(connections.filter((one) => !['connection', '/marker', '/favicon.ico'].includes(one))).toEqual([]);
      expect([page.url(), await page.title()]).toEqual([
        mailbox.url + where,
        where === path ? 'Tricks · Mailbox' : 'x',
      ]);
      expect(connections).toContain('/marker');
      connections.length = 0;
      other.closeAllConnections();
    }
  });

  it('show new emails automatically, and keep what somebody is typing', async () => {
    await page.goto(mailbox.url);
    expect(await page.textContent('#status')).toBe('0 emails');
    await page.fill('#search', 'half a w');
    await mailbox.send({ subject: 'News' });
    await until('the mail is on the page', async () => (await page.textContent('#status')) === '1 email, 1 new');
    expect([await page.textContent('.mails a'), await page.title(), await page.inputValue('#search')]).toEqual([
      'News',
      '(1) Emails · Mailbox',
      'half a w',
    ]);
    await page.focus('.mails a');
    await mailbox.send({ subject: 'More news' });
    await until('the other mail is there', async () => (await page.textContent('#status')) === '2 emails, 2 new');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('News');
  });

  it('find, save and delete by keyboard and button', async () => {
    await mailbox.send({ subject: 'Лист', attachments: [{ filename: 'file.html', content: '<script>1</script>' }] });
    await mailbox.send({ subject: 'Another' });
    await page.goto(mailbox.url);
    await page.fill('#search', 'лист');
    await page.press('#search', 'Enter');
    await page.waitForURL('**/?search=*');
    expect(await page.locator('.mails a').allTextContents()).toEqual(['Лист']);
    await page.press('.mails a', 'Enter');
    await page.waitForURL('**/mails/*');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=file.html')]);
    expect(download.suggestedFilename()).toBe('file.html');
    await page.click('text=Delete this email');
    await page.waitForURL(`${mailbox.url}/`);
    expect(await page.locator('.mails a').allTextContents()).toEqual(['Another']);
    await page.click('summary');
    await page.click('text=Delete this email');
    await page.waitForSelector('text=No email yet');
    expect(await mailbox.mails()).toEqual([]);
  });
});
