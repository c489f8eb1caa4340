import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { joins } from '../support/joins.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';

/** A folder for pictures of each page, phone and desktop, light and dark, for people to look at. */
const pictures = process.env.PICTURES_DIR;
const looks = [
  [360, 'light'],
  [1280, 'dark'],
  ...(pictures ? ([[360, 'dark'] as const, [1280, 'light'] as const] as const) : []),
] as const;

describe('an update to supporters, in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche updates '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let owner: Page;
  let colleague: Page;
  let shown = 0;

  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      UPDATE_APPROVAL_ABOVE: '2',
      PETITION_TWO_PEOPLE: 'off',
    });
    browser = await launchBrowser();
    owner = await joins(await browser.newContext(), server.setupLink, 'Olga Owner', 'owner@example.org');
    await owner.goto(`${server.url}/admin/staff`);
    await owner.fill('[name=email]', 'carl@example.org');
    await owner.selectOption('form#invite [name=role]', 'campaigner');
    await owner.click('form#invite button');
    const link = (await owner.textContent('.notice code')) ?? '';
    colleague = await joins(await browser.newContext(), link, 'Carl Campaigner', 'carl@example.org');
    await ask(
      database.url,
      `with ids as (select n, gen_random_uuid() as id from generate_series(1, 4) n),
      people as (
        insert into supporter (id, email_key, email, locale, created_at, mail_day, mail_count)
        select id, sha256(n::text::bytea), 'reader' || n || '@example.org', 'en', now(), '2026-01-01', 0 from ids
      ),
      consents as (
        insert into consent (supporter_id, subject_id, subject_kind, purpose, wording, locale, given, method, recorded_at)
        select id, id, 'signature', 'newsletter', '1', 'en', true, 'form', now() from ids
      )
      insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, locale, show_name, signed_at, confirmed_at)
      select id, (select id from petition where slug = 'reconsider'), id, 'confirmed', 'Ada', 'L', 'GB', 'en', false, now(), now() from ids`,
    );
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (page: Page, path: string) => page.goto(`${server.url}${path}`);
  const press = async (page: Page, label: string) => {
    await Promise.all([page.waitForEvent('load'), page.click(`main button:has-text("${label}")`)]);
  };
  const main = async (page: Page) => (await page.textContent('main')) ?? '';

  /** Looks at the page on a phone and on a desk: axe finds nothing, and nobody scrolls sideways. */
  async function looksRight(page: Page, name: string): Promise<void> {
    shown += 1;
    for (const [width, colorScheme] of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      expect([name, width, await violations(page), await scrollsSideways(page)]).toEqual([name, width, [], false]);
      if (!pictures) continue;
      mkdirSync(pictures, { recursive: true });
      const file = `updates-${String(shown).padStart(2, '0')}-${name}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: join(pictures, file), fullPage: true });
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  it('begins in the menu, and is written', async () => {
    await open(owner, '/admin');
    await owner.click('nav a:has-text("Updates")');
    await looksRight(owner, 'list');
    await owner.click('a.button:has-text("New update")');
    await press(owner, 'Begin');
    expect(await main(owner)).toContain('Is required');
    await looksRight(owner, 'new');
    await owner.fill('[name=title]', 'The committee has invited us');
    await owner.fill('[name=slug]', 'hearing-in-may');
    await owner.selectOption('[name=petition]', 'reconsider');
    await press(owner, 'Begin');
    await owner.fill('[name=body]', 'We will speak in **May**.\n\n## What you can do\n\n- Tell others\n- Come along');
    await press(owner, 'Save the draft');
    expect(await main(owner)).toContain('Saved as a draft.');
    await looksRight(owner, 'text');
  });

  it('is looked at as page and as email, and published', async () => {
    await owner.click('a:has-text("Preview")');
    expect(await main(owner)).toContain('We will speak in May.');
    await looksRight(owner, 'previews');
    await open(owner, '/admin/updates/hearing-in-may/preview/page?lang=en');
    expect(await main(owner)).toContain('Draft, last changed on');
    expect(await main(owner)).not.toContain('Published on');
    await open(owner, '/admin/updates/hearing-in-may/review');
    await looksRight(owner, 'review');
    await press(owner, 'Publish in all languages');
    expect(await main(owner)).toContain('Published in all its languages.');
    await looksRight(owner, 'published');
    for (const [path, name] of [
      ['/updates/hearing-in-may?lang=en', 'public'],
      ['/updates/hearing-in-may?lang=ar', 'public-arabic'],
      ['/updates?lang=de', 'public-list'],
    ] as const) {
      await open(owner, path);
      expect(await main(owner)).toContain('The committee has invited us');
      await looksRight(owner, name);
    }
    await open(owner, '/petitions/reconsider?lang=en&source=hearing-in-may');
    expect(await main(owner)).toContain('The committee has invited us');
    expect(await owner.inputValue('[name=source]')).toBe('hearing-in-may');
    await owner.click('a:has-text("Write a letter to a foreign ministry")');
    await owner.selectOption('[name=country]', 'FR');
    await Promise.all([owner.waitForEvent('load'), owner.click('main form button')]);
    expect(await owner.inputValue('form.sign [name=source]')).toBe('hearing-in-may');
  });

  it('is counted, planned, and sent to oneself first', async () => {
    await open(owner, '/admin/updates/hearing-in-may/email');
    await press(owner, 'Count');
    expect(await main(owner)).toContain('4 people would get it');
    await press(owner, 'Five examples');
    expect(await main(owner)).toContain('r…@example.org');
    await looksRight(owner, 'audience');
    await owner.setInputFiles('[name=file]', {
      name: 'out.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('name\nnobody\n'),
    });
    await press(owner, 'Upload');
    expect(await main(owner)).toContain('no row has an email address');
    await press(owner, 'Plan this email');
    expect(await main(owner)).toContain('somebody who has neither written it nor planned this email must approve it');
    await looksRight(owner, 'planned');
    await press(owner, 'Send a test to me');
    expect(await main(owner)).toContain('The test email is on its way to you.');
  });

  it('is approved by somebody else, and started with the number', async () => {
    await press(owner, 'Approve it');
    expect(await main(owner)).toContain('someone else must approve it');
    await open(colleague, '/admin/updates/hearing-in-may/email');
    await press(colleague, 'Approve it');
    expect(await main(colleague)).toContain('Approved by Carl Campaigner');
    await open(owner, '/admin/updates/hearing-in-may/email');
    await owner.fill('[name=confirm]', '400');
    await press(owner, 'Start sending');
    expect(await main(owner)).toContain('is not the number of recipients, which is 4 now');
    await looksRight(owner, 'refused');
    await owner.fill('[name=confirm]', '4');
    await press(owner, 'Start sending');
    expect(await main(owner)).toContain('Nothing leaves for ten minutes');
    await looksRight(owner, 'starting');
  });

  it('is paused, goes on, and is watched to its end', async () => {
    await press(owner, 'Pause');
    expect(await main(owner)).toContain('Paused by staff');
    await looksRight(owner, 'paused');
    await press(owner, 'Go on');
    await ask(database.url, `update update_mailing set leaves_at = now() - interval '1 second'`);
    for (let attempt = 0; attempt < 60; attempt++) {
      await open(owner, '/admin/updates/hearing-in-may/email');
      if (/Sent/.test((await owner.textContent('section[aria-label="What is happening"] h2')) ?? '')) break;
      await owner.waitForTimeout(1_000);
    }
    expect(await owner.textContent('section[aria-label="What is happening"]')).toMatch(
      /Taken by the receiving server\s*4.*Total\s*4/s,
    );
    await looksRight(owner, 'sent');
  });

  it('has a link by which a reader unsubscribes from the campaign, without signing in', async () => {
    const { text } = await server.mailTo('reader1@example.org');
    const link = /https?:\S+\/n\/[\w-]+/.exec(text)?.[0] ?? '';
    const reader = await (await browser.newContext()).newPage();
    await reader.goto(link);
    expect(await reader.textContent('h1')).toBe('Which emails do you want to stop?');
    await looksRight(reader, 'unsubscribe');
    await reader.check('[name=what][value=campaign]');
    await press(reader, 'Unsubscribe');
    expect(await reader.textContent('[role=status]')).toContain('You will get no more news of');
    await looksRight(reader, 'unsubscribed');
    const rows = await ask<{ given: boolean }>(
      database.url,
      `select c.given from consent c join supporter s on s.id = c.supporter_id
       where s.email = 'reader1@example.org' and c.purpose = 'newsletter' order by c.id desc limit 1`,
    );
    expect(rows).toEqual([{ given: false }]);
    await reader.context().close();
  });

  it('is corrected and withdrawn in public', async () => {
    await open(owner, '/admin/updates/hearing-in-may/text');
    await owner.fill('[name=body]', 'We will speak in June.');
    await owner.fill('[name=reason]', 'The month was wrong.');
    await press(owner, 'Save the draft');
    await open(owner, '/admin/updates/hearing-in-may/review');
    await press(owner, 'Publish in all languages');
    await open(owner, '/updates/hearing-in-may?lang=fr');
    expect(await main(owner)).toContain('The month was wrong.');
    await looksRight(owner, 'corrected');
    await open(owner, '/admin/updates/hearing-in-may');
    await owner.fill('[name=reason]', 'The hearing was cancelled.');
    await owner.fill('[name=confirm]', 'hearing-in-may');
    await press(owner, 'Withdraw it from view');
    const answer = await open(owner, '/updates/hearing-in-may?lang=es');
    expect(answer?.status()).toBe(410);
    expect(await main(owner)).toContain('The hearing was cancelled.');
    await looksRight(owner, 'withdrawn');
  });
});
