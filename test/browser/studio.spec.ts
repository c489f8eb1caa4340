import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { joins } from '../support/joins.js';
import { startServer, type Server } from '../support/server.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { confirmLinkIn, countAt } from '../support/visitor.js';

/** A folder for pictures of each page, phone and desktop, for people to look at. */
const pictures = process.env.PICTURES_DIR;

const german = {
  title: 'Öffnet das Archiv von 1924',
  summary: 'Die Stadt hält ihr Archiv geschlossen. Wir bitten, es zu öffnen.',
  body: '## Warum\n\nHistoriker warten. Familien warten.',
  ask: 'Das Archiv für alle öffnen.',
  shareText: 'Bittet die Stadt, ihr Archiv zu öffnen.',
};

describe('a campaign from an empty installation to its closing note, in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche studio '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let owner: Page;
  let colleague: Page;
  let visitor: Page;
  let shown = 0;
  beforeAll(async () => {
    database = await createTestDatabase();
    const nothing = { CAMPAIGN_FILE: 'none', MIN_FILL_SECONDS: '0' };
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, ...nothing });
    browser = await launchBrowser();
    visitor = await (await browser.newContext()).newPage();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

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
      const file = `${String(shown).padStart(2, '0')}-${name}-${device}.png`;
      await page.screenshot({ path: join(pictures, file), fullPage: true });
    }
  }
  const openDesk = (page: Page, path: string) => page.goto(`${server.url}/admin/petitions${path}`);
  const submit = async (page: Page, label: string) => {
    await Promise.all([page.waitForEvent('load'), page.click(`main button:has-text("${label}")`)]);
  };
  /** As somebody who comes for the first time: a browser may show a page it has seen a little longer. */
  async function publicly(path: string): Promise<number | undefined> {
    await visitor.context().close();
    visitor = await (await browser.newContext()).newPage();
    return (await visitor.goto(`${server.url}${path}?lang=en`))?.status();
  }
  const presses = (button: string) => Promise.all([visitor.waitForEvent('load'), visitor.click(button)]);
  async function signs(slug: string, email: string): Promise<void> {
    await publicly(`/petitions/${slug}`);
    await visitor.fill('[name=givenName]', 'Ada');
    await visitor.fill('[name=email]', email);
    await visitor.selectOption('[name=country]', 'GB');
    for (const box of await visitor.locator('input[type=checkbox][required]').all()) await box.check();
    await presses('form[action*="/signatures"] button[type=submit]');
    await visitor.goto(confirmLinkIn((await server.mailTo(email)).text));
    await presses('main form button');
  }
  async function writes(slug: string, fields: Record<string, string>, locale = 'en'): Promise<void> {
    await openDesk(owner, `/${slug}/text?lang=${locale}`);
    for (const [name, value] of Object.entries(fields)) await owner.fill(`[name=${name}]`, value);
    await submit(owner, 'Save the draft');
    expect(await owner.textContent('main')).toContain('Saved as a draft');
  }

  it('begins with its first owner, who is led to a campaign of two languages', async () => {
    await publicly('/');
    await looksRight(visitor, 'empty-installation');
    owner = await joins(await browser.newContext(), server.setupLink, 'Olga Owner', 'owner@example.org');
    await looksRight(owner, 'no-campaign-yet');
    await owner.goto(`${server.url}/admin/campaigns/new`);
    await owner.fill('[name=slug]', 'archive');
    await owner.fill('[name=name_en]', 'Open the archive');
    await owner.fill('[name=name_de]', 'Öffnet das Archiv');
    await owner.fill('[name=timeZone]', 'Europe/Berlin');
    await owner.check('#locale-en');
    await owner.check('#locale-de');
    await looksRight(owner, 'new-campaign');
    await submit(owner, 'Create the campaign');
    await looksRight(owner, 'settings-of-the-campaign');
    await owner.goto(`${server.url}/admin/campaigns/archive/theme`);
    const logo = await sharp({ create: { width: 240, height: 80, channels: 3, background: '#7a1f3d' } })
      .png()
      .toBuffer();
    await owner.setInputFiles('input[type=file]', { name: 'logo.png', mimeType: 'image/png', buffer: logo });
    await Promise.all([owner.waitForEvent('load'), owner.click('form[action$="/logo"] button')]);
    await owner.fill('[name=onLight]', '#f0f0f0');
    await submit(owner, 'Save');
    expect(await owner.textContent('#onLight-fault')).toMatch(/contrast/i);
    await owner.fill('[name=onLight]', '#7a1f3d');
    await owner.fill('[name=onDark]', '#ffb3a7');
    await submit(owner, 'Save');
    expect(await owner.textContent('.notice')).toContain('Saved');
    await looksRight(owner, 'theme');
    await owner.goto(`${server.url}/admin/staff`);
    await owner.fill('[name=email]', 'carl@example.org');
    await owner.selectOption('form#invite [name=role]', 'campaigner');
    await Promise.all([owner.waitForEvent('load'), owner.click('form#invite button')]);
    const link = (await owner.textContent('.notice code')) ?? '';
    colleague = await joins(await browser.newContext(), link, 'Carl Campaigner', 'carl@example.org');
    await publicly('/');
    expect(await visitor.textContent('h1')).toBe('Open the archive');
    expect(await visitor.textContent('main')).toContain('has not published a petition or a statement yet');
    expect(await visitor.locator('header img').count()).toBe(1);
    await looksRight(visitor, 'home-of-the-campaign');
  });

  it('states a demand to one State, which a second person publishes', async () => {
    await owner.goto(`${server.url}/admin/demands/new`);
    await owner.fill('[name=slug]', 'germany-opens');
    await owner.selectOption('[name=addresseeKind]', 'state');
    await owner.selectOption('[name=state]', 'DE');
    await owner.check('[name=act_other]');
    await owner.fill('[name=title_en]', 'Germany: open the archive of 1924');
    await owner.fill('[name=ask_en]', 'We ask Germany to open the archive.');
    await owner.fill('[name=reasons_en]', 'In our opinion, nobody is protected by its closure.');
    await looksRight(owner, 'new-demand');
    await submit(owner, 'Save');
    await looksRight(owner, 'demand');
    await colleague.goto(`${server.url}/admin/demands/germany-opens`);
    await submit(colleague, 'Publish');
    expect(await publicly('/demands/germany-opens')).toBe(200);
    await looksRight(visitor, 'public-demand');
  });

  it('begins a petition with a title and a short name, and says beside the field what is wrong with them', async () => {
    await openDesk(owner, '');
    await owner.click('a:has-text("New petition")');
    await owner.fill('[name=title]', 'Open the archive of 1924');
    await owner.fill('[name=slug]', 'admin');
    await submit(owner, 'Begin');
    expect(await owner.textContent('#slug-fault')).toContain('eserved');
    expect(await owner.inputValue('[name=title]')).toBe('Open the archive of 1924');
    await looksRight(owner, 'new-petition-refused');
    await owner.fill('[name=slug]', 'open-the-archive');
    await submit(owner, 'Begin');
    await openDesk(owner, '/open-the-archive');
    await looksRight(owner, 'draft');
    expect(await publicly('/petitions/open-the-archive')).toBe(404);
  });

  it('is written, asks for what its settings say, and is published by another person', async () => {
    await writes('open-the-archive', {
      summary: 'The city keeps its archive closed. We ask that it be opened.',
      body: '## Why\n\nHistorians wait. Families wait.',
      ask: 'Open the archive to everybody.',
      shareText: 'Ask the city to open its archive.',
    });
    await looksRight(owner, 'text');
    await openDesk(owner, '/open-the-archive/settings');
    await looksRight(owner, 'settings');
    expect(await owner.isVisible('[name=countries]')).toBe(false);
    await owner.click('summary:has-text("Only some countries")');
    await owner.fill('[name=countries]', 'Nowhere');
    await submit(owner, 'Save');
    expect(await owner.isVisible('#countries-fault')).toBe(true);
    expect(await owner.inputValue('[name=countries]')).toBe('Nowhere');
    await looksRight(owner, 'settings-refused');
    await openDesk(owner, '/open-the-archive/text/review');
    await looksRight(owner, 'review-without-german');
    expect(await owner.textContent('main')).toContain('Deutsch: the title is missing');
    await writes('open-the-archive', german, 'de');
    await openDesk(owner, '/open-the-archive/previews');
    await submit(owner, 'Make a link');
    await looksRight(owner, 'previews');
    const link = (await owner.textContent('.notice code')) ?? '';
    await visitor.goto(`${link}?lang=de`);
    expect(await visitor.textContent('h1')).toBe(german.title);
    await looksRight(visitor, 'preview-for-outsiders');
    await openDesk(owner, '/open-the-archive/text/review');
    await submit(owner, 'Publish in all languages');
    expect(await owner.textContent('.error')).toContain('Somebody who has not worked on this text must publish it.');
    await openDesk(colleague, '/open-the-archive/text/review');
    await submit(colleague, 'Publish in all languages');
    expect(await publicly('/petitions/open-the-archive')).toBe(200);
    expect(await visitor.locator('a[href*="/open-the-archive/letter"]').count()).toBe(0);
    await looksRight(visitor, 'public');
  });

  it('is signed, and from then on corrected in public only', async () => {
    await signs('open-the-archive', 'ada@example.org');
    await looksRight(visitor, 'confirmed');
    await until('the count', async () => (await countAt(server.url, 'open-the-archive')) === 1);
    await writes('open-the-archive', {
      body: '## Why\n\nHistorians wait. Many families wait.',
      reason: 'A word was missing.',
    });
    await openDesk(colleague, '/open-the-archive/text/review');
    await submit(colleague, 'Publish in all languages');
    await publicly('/petitions/open-the-archive/versions/2');
    expect(await visitor.textContent('main')).toContain('Reason: A word was missing.');
    expect(await visitor.locator('ins').allTextContents()).toContain('Many');
    await looksRight(visitor, 'correction');
  });

  it('asks for something else: a new petition, and each signer is asked once', async () => {
    await openDesk(owner, '/open-the-archive');
    await owner.fill('form[action$="/successor"] [name=slug]', 'open-all-archives');
    await owner.fill('[name=why]', 'The city has four archives.');
    await submit(owner, 'Begin the new petition');
    await writes('open-all-archives', { title: 'Open all four archives', ask: 'Open all four archives to everybody.' });
    await openDesk(colleague, '/open-all-archives/text/review');
    await submit(colleague, 'Publish in all languages');
    await publicly('/petitions/open-the-archive');
    expect(await visitor.textContent('main')).toContain('Open all four archives');
    await looksRight(visitor, 'earlier-petition');
    const link = await until('the question by email', async () => {
      const { text } = await server.mailTo('ada@example.org');
      return /https?:\S+\/k\/[\w-]+/.exec(text ?? '')?.[0];
    });
    await visitor.goto(link);
    await looksRight(visitor, 'keep-or-take-back');
    await presses('button[value=keep]');
    await looksRight(visitor, 'kept');
    await until('the count', async () => (await countAt(server.url, 'open-all-archives')) === 1);
    expect(await countAt(server.url, 'open-the-archive')).toBe(1);
  });

  it('ends with a closing note and what became of it', async () => {
    await openDesk(owner, '/open-all-archives/notes?kind=closing');
    await owner.fill('[name=title_en]', 'The archives are open');
    await owner.fill('[name=text_en]', 'The city council voted for it.');
    await submit(owner, 'Publish');
    await openDesk(owner, '/open-all-archives');
    await owner.selectOption('[name=outcome]', 'met');
    await submit(owner, 'Record the outcome');
    await submit(owner, 'Close it now');
    await looksRight(owner, 'ended-desk');
    await publicly('/petitions/open-all-archives');
    expect(await visitor.textContent('main')).toContain('The archives are open');
    await looksRight(visitor, 'ended');
    await publicly('/petitions/open-all-archives/notes');
    await looksRight(visitor, 'notes');
  });

  it('is found under its earlier names, and tells its reason when it is withdrawn from view', async () => {
    await openDesk(owner, '/open-the-archive/settings');
    await owner.fill('[name=slug]', 'open-the-first-archive');
    await submit(owner, 'Save');
    await publicly('/petitions/open-the-archive');
    expect(new URL(visitor.url()).pathname).toBe('/petitions/open-the-first-archive');
    const moved = await fetch(`${server.url}/api/v1/petitions/open-the-archive`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/api/v1/petitions/open-the-first-archive']);
    await openDesk(owner, '/open-the-first-archive');
    await owner.fill('[name=reason]', 'A court has asked us to.');
    await owner.fill('[name=confirm]', 'another-petition');
    await submit(owner, 'Withdraw it from view');
    expect(await owner.textContent('#confirm-fault')).toContain('Is not what is shown');
    await looksRight(owner, 'withdraw-refused');
    expect(await owner.inputValue('[name=reason]')).toBe('A court has asked us to.');
    expect(await publicly('/petitions/open-the-first-archive')).toBe(200);
    await owner.fill('[name=confirm]', 'open-the-first-archive');
    await submit(owner, 'Withdraw it from view');
    expect(await publicly('/petitions/open-the-first-archive')).toBe(410);
    expect(await visitor.textContent('main')).toContain('A court has asked us to.');
    await looksRight(visitor, 'withdrawn');
    expect((await visitor.request.get(`${server.url}/api/v1/petitions/open-the-first-archive`)).status()).toBe(410);
  });
});
