import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { joins } from '../support/joins.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';

/** A folder for pictures of each page, phone and desktop, for people to look at. */
const pictures = process.env.PICTURES_DIR;
const desk = '/admin/petitions/reconsider';

describe('writing a petition in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche writing '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let owner: Page;
  let colleague: Page;
  let shown = 0;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    browser = await launchBrowser();
    owner = await joins(await browser.newContext(), server.setupLink, 'Olga Owner', 'owner@example.org');
    await owner.goto(`${server.url}/admin/staff`);
    await owner.fill('[name=email]', 'carl@example.org');
    await owner.selectOption('form#invite [name=role]', 'campaigner');
    await owner.click('form#invite button');
    const link = (await owner.textContent('.notice code')) ?? '';
    colleague = await joins(await browser.newContext(), link, 'Carl Campaigner', 'carl@example.org');
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (page: Page, path: string) => page.goto(`${server.url}${desk}${path}`);
  const submit = async (page: Page, label: string) => {
    await Promise.all([page.waitForEvent('load'), page.click(`main button:has-text("${label}")`)]);
  };
  const says = (page: Page, text: string) =>
    page.waitForFunction(
      (wanted) => document.querySelector('[data-autosave-status]')?.textContent.includes(wanted),
      text,
    );

  /** Looks at the page on a phone and on a desk: axe finds nothing, and nobody scrolls sideways. */
  async function looksRight(page: Page, name: string): Promise<void> {
    shown += 1;
    for (const [device, width] of [
      ['phone', 390],
      ['desk', 1280],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      expect([name, device, await violations(page), await scrollsSideways(page)]).toEqual([name, device, [], false]);
      if (!pictures) continue;
      mkdirSync(pictures, { recursive: true });
      const file = `writing-${String(shown).padStart(2, '0')}-${name}-${device}.png`;
      await page.screenshot({ path: join(pictures, file), fullPage: true });
    }
  }

  it('begins with a picture, refused beside the field when it is none', async () => {
    await open(owner, '/pictures');
    await owner.setInputFiles('[name=file]', {
      name: 'x.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg/>'),
    });
    await submit(owner, 'Upload');
    expect(await owner.textContent('#file-fault')).toContain('a drawing (SVG)');
    await looksRight(owner, 'picture-refused');
    const photo = await sharp({ create: { width: 900, height: 500, channels: 3, background: '#4477aa' } })
      .jpeg()
      .toBuffer();
    await owner.setInputFiles('[name=file]', { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo });
    await submit(owner, 'Upload');
    expect(await owner.textContent('.notice')).toContain('![What it shows](picture:');
    await looksRight(owner, 'pictures');
  });

  it('saves by itself, counts words, and puts facts and pictures where the caret is', async () => {
    await open(owner, '/text');
    await owner.fill('[name=title]', 'A title that saves itself');
    await says(owner, 'Saved at');
    await owner.fill('[name=body]', '## Why\n\nOne two three.');
    expect(await owner.textContent('[data-words-of=body]')).toBe('4');
    await owner.click('summary:has-text("Facts of the register")');
    await owner.fill('#claim-search', 'C24');
    await owner.click('[aria-label="Insert C24"]');
    expect(await owner.inputValue('[name=body]')).toBe('## Why\n\nOne two three. [C24]');
    await owner.click('summary:has-text("Pictures")');
    await owner.click('button[aria-label^="Insert picture"]');
    expect(await owner.inputValue('[name=body]')).toMatch(/\[C24\]\n\n!\[What it shows\]\(picture:/);
    await says(owner, 'Saved at');
    await owner.waitForTimeout(2_500);
    await owner.reload();
    expect(await owner.inputValue('[name=title]')).toBe('A title that saves itself');
    expect(await owner.inputValue('[name=body]')).toContain('[C24]');
    await looksRight(owner, 'text');
  });

  it('says at once what cannot be saved, and keeps it in the form', async () => {
    await owner.fill('[name=body]', '## Why\n\nA <b>word</b>.');
    await says(owner, 'contains HTML');
    expect(await owner.inputValue('[name=body]')).toContain('<b>word</b>');
    await owner.fill('[name=body]', '## Why\n\nOne.\n\nTwo.\n\nThree.');
    await says(owner, 'Saved at');
  });

  it('waits for its own saving when the button is pressed meanwhile', async () => {
    let [arrived, release] = [(): void => undefined, (): void => undefined];
    const sent = new Promise<void>((resolve) => (arrived = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    await owner.route('**/text', async (route) => {
      if (route.request().headers().accept !== 'application/json') return route.continue();
      const answer = await route.fetch();
      arrived();
      await released;
      await route.fulfill({ response: answer });
    });
    await owner.fill('[name=title]', 'Typed first');
    await sent;
    await owner.fill('[name=title]', 'Typed first and last');
    const saved = owner.waitForEvent('load');
    await owner.click('main button:has-text("Save the draft")');
    release();
    await saved;
    await owner.unroute('**/text');
    expect(await owner.inputValue('[name=title]')).toBe('Typed first and last');
    expect(await owner.textContent('main')).not.toContain('What both of you changed');
  });

  it('by two at once shows each what the other changed, and compares the same place', async () => {
    await open(owner, '/text');
    await open(colleague, '/text');
    await owner.fill('[name=body]', '## Why\n\nOne, by Olga.\n\nTwo.\n\nThree.');
    await says(owner, 'Saved at');
    await colleague.fill('[name=body]', '## Why\n\nOne.\n\nTwo.\n\nThree, by Carl.');
    await says(colleague, 'with what somebody else changed');
    expect(await colleague.inputValue('[name=body]')).toBe('## Why\n\nOne, by Olga.\n\nTwo.\n\nThree, by Carl.');
    await owner.fill('[name=title]', 'By Olga');
    await says(owner, 'Saved at');
    await colleague.fill('[name=title]', 'By Carl');
    await says(colleague, 'Press the button to compare');
    await submit(colleague, 'Save the draft');
    expect(await colleague.textContent('main')).toContain('What both of you changed');
    expect(await colleague.inputValue('[name=title]')).toBe('By Carl');
    await looksRight(colleague, 'compare');
    await colleague.fill('[name=title]', 'By both');
    await submit(colleague, 'Save the draft');
    expect(await colleague.inputValue('[name=title]')).toBe('By both');
  });

  it('shows a translator what has changed, and staff what others say', async () => {
    await open(colleague, '/text?lang=fr');
    expect(await colleague.textContent('[aria-label="The English text"]')).toContain('Changed since it was translated');
    await colleague.fill('[name=text]', 'Is this the right word?');
    await submit(colleague, 'Comment');
    expect(await colleague.textContent('#comments')).toContain('Is this the right word?');
    await looksRight(colleague, 'translation');
    await colleague.check('[name=adapted]');
    await submit(colleague, 'Save the draft');
    expect(await colleague.textContent('main')).not.toContain('Changed since it was translated');
  });

  it('is looked at before it is public: by staff in two widths, by others on a link, in every part', async () => {
    await open(owner, '/previews');
    for (const title of ['The page on a phone', 'The page on a desk'])
      expect(await owner.frameLocator(`iframe[title="${title}"]`).locator('h1').textContent()).toBe('By both');
    await looksRight(owner, 'previews');
    await submit(owner, 'Make a link');
    const address = (await owner.textContent('.notice code')) ?? '';
    let outsider = await (await browser.newContext()).newPage();
    await outsider.goto(`${address}?lang=en`);
    expect(await outsider.textContent('h1')).toBe('By both');
    expect(await outsider.textContent('.preview')).toContain('this text is not public yet');
    await looksRight(outsider, 'preview-page');
    await outsider.fill('[name=givenName]', 'Ada');
    await outsider.fill('[name=email]', 'ada@example.org');
    await outsider.selectOption('[name=country]', 'GB');
    for (const box of await outsider.locator('input[type=checkbox][required]').all()) await box.check();
    await outsider.evaluate(() =>
      document.querySelector<HTMLFormElement>('form[action*="/signatures"]')?.requestSubmit(),
    );
    await outsider.waitForTimeout(500);
    expect(outsider.url()).toBe(`${address}?lang=en`);
    // The browser library waits for the navigation that was refused.
    outsider = await outsider.context().newPage();
    await outsider.goto(`${address}?lang=en`);
    for (const [label, name] of [
      ['Email', 'preview-mail'],
      ['Thank-you page', 'preview-thanks'],
      ['Picture for sharing', 'preview-card'],
    ] as const) {
      await outsider.click(`.preview a:has-text("${label}")`);
      await looksRight(outsider, name);
    }
  });

  it('is part of a site with colours and a logo of its own, refused with the measured contrast', async () => {
    await owner.goto(`${server.url}/admin/settings`);
    await owner.click('a:has-text("Colours and logo")');
    await owner.fill('[name=onLight]', '#c0a000');
    await owner.fill('[name=onDark]', '#ffb3a7');
    await submit(owner, 'Save');
    expect(await owner.textContent('#onLight-fault')).toContain('Has a contrast of 2.');
    await looksRight(owner, 'theme-refused');
    await owner.fill('[name=onLight]', '#7a1f1f');
    await submit(owner, 'Save');
    const logo = await sharp({ create: { width: 300, height: 120, channels: 3, background: '#7a1f1f' } })
      .png()
      .toBuffer();
    await owner.setInputFiles('[name=file]', { name: 'logo.png', mimeType: 'image/png', buffer: logo });
    await submit(owner, 'Upload and use');
    await looksRight(owner, 'theme');
    for (const colorScheme of ['light', 'dark'] as const) {
      const visitor = await (await browser.newContext({ colorScheme })).newPage();
      await visitor.waitForTimeout(1_500);
      await visitor.goto(`${server.url}/petitions/reconsider?lang=en`);
      const background = await visitor.evaluate(
        () => getComputedStyle(document.querySelector('form .button') ?? document.body).backgroundColor,
      );
      expect(background).toBe(colorScheme === 'light' ? 'rgb(122, 31, 31)' : 'rgb(255, 179, 167)');
      await looksRight(visitor, `public-${colorScheme}`);
    }
  });
});
