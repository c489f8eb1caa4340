import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { joins } from '../support/joins.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { confirmLinkIn, press, signBy } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

describe('what staff do most, from the overview', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche tasks '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let owner: Page;
  let clicks = 0;
  const sql = (text: string) => ask<{ id: string }>(database.url, text);

  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    browser = await launchBrowser();
    owner = await joins(await browser.newContext(), server.setupLink, 'Olga Owner', 'owner@example.org');
    owner.setDefaultTimeout(10_000);
    // A supporter in Canada, a mailing of somebody else for tomorrow with a letter on hold, and a second campaign.
    const marie = { givenName: 'Marie', familyName: 'Tremblay', country: 'CA' };
    expect((await signBy(server.url, 'marie@example.org', marie)).status).toBe(202);
    await press(confirmLinkIn((await server.mailTo('marie@example.org')).text));
    const run = (name: string, status: string, more: string) =>
      sql(
        `insert into letter_run (id, campaign_id, name, channel, recipients, on_day, local_time, rule, late_minutes, caps, status, author, created_at ${more === '' ? '' : ', approved_by, approved_at, approved_hash'})
         select gen_random_uuid(), id, '${name}', 'post', '{NO}', current_date + 1, '09:30', 'next', 60, '{}', '${status}', 'cli', now() ${more} from campaign where slug = 'reconsider' returning id`,
      );
    const [approved] = await run('Before winter', 'approved', `, 'staff:b', now(), 'x'`);
    await sql(
      `insert into letter (id, run_id, iso, reference, locale, status, held, positions, template_ids, claims, subject, text, text_hash, attempts)
       values (gen_random_uuid(), '${approved?.id ?? ''}', 'NO', 'DEM-2027-aaaaaa-NO', 'en', 'held', '[{"code": "office.none", "detail": "No address is verified."}]', '{}', '{}', '{}', 'S', 'T', 'x', 0)`,
    );
    const plan = { name: 'Tomorrow', onDay: '2027-03-10', localTime: '09:30', rule: 'next', channel: 'post' };
    await owner.goto(`${server.url}/admin/runs`);
    for (const [name, value] of Object.entries(plan))
      await owner.$eval(
        `main form [name=${name}]`,
        (field, to) => void ((field as HTMLInputElement).value = to),
        value,
      );
    await owner.fill('main form [name=recipients]', 'SE');
    await loads('main form button:has-text("Create draft")');
    await loads('main button:has-text("Generate schedule")');
    await sql(`update letter_run set author = 'cli' where name = 'Tomorrow'`);
    await owner.goto(`${server.url}/admin/campaigns/new`);
    await owner.fill('[name=slug]', 'second');
    await owner.fill('[name=name_en]', 'Second campaign');
    await loads('main button:has-text("Create the campaign")');
    await owner.goto(`${server.url}/admin`);
    await owner.selectOption('header select', 'reconsider');
    await loads('header button:has-text("Switch")');
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const loads = (selector: string) => Promise.all([owner.waitForEvent('load'), owner.click(selector)]);
  /** One click that leads to a page. */
  async function follows(selector: string): Promise<void> {
    clicks += 1;
    await loads(selector);
  }
  /** One click on the page; to choose from a list counts as one. */
  async function sets(act: Promise<unknown>): Promise<void> {
    clicks += 1;
    await act;
  }
  async function task(work: () => Promise<void>): Promise<number> {
    await owner.goto(`${server.url}/admin`);
    clicks = 0;
    await work();
    return clicks;
  }
  const says = async (selector = 'main'): Promise<string> => (await owner.textContent(selector)) ?? '';

  it('finds a supporter by her name and corrects it with two clicks', async () => {
    const needed = await task(async () => {
      await owner.keyboard.press('/');
      await owner.keyboard.type('tremblay');
      await Promise.all([owner.waitForEvent('load'), owner.keyboard.press('Enter')]);
      await follows('main :is(a, button):has-text("Tremblay")');
      expect(await says()).toContain('marie@example.org');
      await owner.fill('[name=familyName]', 'Tremblay-Roy');
      await follows('main button:has-text("Correct")');
      expect(await says('h1')).toBe('Signature of Marie Tremblay-Roy');
    });
    expect(needed).toBe(2);
    expect(await sql('select given_name || family_name as id from signature')).toEqual([{ id: 'MarieTremblay-Roy' }]);
  });

  it('approves the mailing of tomorrow with two clicks and the number of its letters', async () => {
    const needed = await task(async () => {
      await follows('.waiting a:has-text("mailing to approve")');
      await owner.fill('form[action$="/approve"] [name=confirm]', '1');
      await follows('form[action$="/approve"] button');
      expect(await says()).toContain('approved by Olga Owner');
    });
    expect(needed).toBe(2);
  });

  it('sees how many signed in Canada this week with three clicks', async () => {
    const needed = await task(async () => {
      await follows('main a:has-text("Figures")');
      await follows('main a:has-text("7 days")');
      await sets(owner.click('summary:has-text("by country")'));
      expect(await says('table:has-text("Canada")')).toContain('CanadaCA1');
    });
    expect(needed).toBe(3);
  });

  it('invites a colleague for one campaign with four clicks', async () => {
    const needed = await task(async () => {
      await sets(owner.click('nav summary:has-text("Installation")'));
      await follows('nav a:has-text("Staff")');
      await owner.fill('form#invite [name=email]', 'carl@example.org');
      await sets(owner.check('form#invite [value=second]'));
      await follows('form#invite button');
      expect(await says('.notice code')).toContain('/admin/invite/');
    });
    expect(needed).toBe(4);
    expect(await sql(`select c.slug from staff_campaign s join campaign c on c.id = s.campaign_id`)).toEqual([
      { slug: 'second' },
    ]);
  });

  it('finds why the letter to a State is on hold with one click', async () => {
    const needed = await task(async () => {
      await follows('.waiting a:text-is("Norway")');
      expect(await says()).toContain('No address is verified.');
    });
    expect(needed).toBe(1);
  });

  it('closes a petition with its outcome with five clicks', async () => {
    const needed = await task(async () => {
      await follows('nav a:has-text("Petitions")');
      await follows('main tbody a');
      await sets(owner.selectOption('[name=outcome]', 'met'));
      await follows('button:has-text("Record the outcome")');
      await follows('button:has-text("Close it now")');
      expect(await says('main p strong')).toBe('closed');
    });
    expect(needed).toBe(5);
  });
});
