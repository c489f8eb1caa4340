import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { may } from '../../src/access/roles.js';
import { waitingKinds } from '../../src/admin/waiting/waiting-kinds.js';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { joins } from '../support/joins.js';
import { startServer, type Server } from '../support/server.js';
import { ask } from '../support/whole-database.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';

describe('the overview in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche overview '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let owner: Page;
  let reviewer: Page;
  let viewer: Page;
  const joined = async (link: string, name: string) =>
    joins(await browser.newContext(), link, name, `${name.toLowerCase()}@example.org`);
  const invited = async (role: string): Promise<Page> => {
    await owner.goto(`${server.url}/admin/staff`);
    await owner.fill('[name=email]', `${role}@example.org`);
    await owner.selectOption('form#invite [name=role]', role);
    await owner.click('form#invite button');
    return joined((await owner.textContent('.notice code')) ?? '', role);
  };
  /** The list as it is read: one text for each line. */
  const listOf = async (page: Page): Promise<string[]> => {
    await page.goto(`${server.url}/admin`);
    return page.locator('.waiting li').allInnerTexts();
  };

  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    browser = await launchBrowser();
    // A step of the plan that is late, on a Wednesday since the plan moves work off weekends, and a mailing to approve.
    await ask(
      database.url,
      `update milestone set fixed_on = date_trunc('week', current_date)::date - 5, offset_days = null, status = 'planned' where key = 'freeze' and year = 2027`,
    );
    await ask(
      database.url,
      `insert into letter_run (id, campaign_id, name, channel, recipients, on_day, local_time, rule, late_minutes, caps, status, author, created_at)
       select gen_random_uuid(), id, 'Before winter', 'email', '{NO}', current_date + 9, '09:30', 'next', 60, '{}', 'planned', 'cli', now() - interval '3 days 1 hour'
       from campaign where slug = 'reconsider'`,
    );
    owner = await joined(server.setupLink, 'Owner');
    reviewer = await invited('reviewer');
    viewer = await invited('viewer');
    await owner.goto(`${server.url}/admin/ministries/TD/channels`);
    await owner.selectOption('[name=kind]', 'email');
    await owner.fill('[name=address]', 'office@mfa.td');
    await owner.fill('[name=source]', 'Its page');
    await owner.selectOption('[name=confidence]', 'high');
    await owner.click('main form button[type=submit]');
    await owner.waitForURL(/\/admin\/ministries\/TD\?/);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('begins with what waits for the person who looks at it', async () => {
    const own = await listOf(owner);
    expect(own).toContainEqual(expect.stringMatching(/^\d+ facts missing on the legal pages\s+the organisation; /));
    expect(own[0]).toMatch(/^1 milestone due or missed\s+\d+ days late\s+Texts are frozen$/);
    expect(own[1]).toMatch(/^1 mailing to approve\s+due \d+ \w+\s+for 3 days\s+Before winter$/);
    // Entered by the owner, and so verified by somebody else.
    expect(own.join()).not.toContain('address of a ministry');
    expect(await listOf(reviewer)).toContainEqual(
      expect.stringMatching(/^1 address of a ministry to verify\s+new today\s+Chad$/),
    );
    expect(await reviewer.locator('main > :not(nav, .title)').first().getAttribute('aria-labelledby')).toBe('waiting');
    expect((await listOf(reviewer))[0]).toContain('1 mailing to approve');
    expect((await listOf(reviewer)).join()).not.toContain('milestone');
    expect(await listOf(viewer)).toEqual([]);
    expect(await viewer.textContent('.waiting')).toContain('Nothing waits for you.');
  });

  it('shows the first steps to the owner alone, and strikes off what is done', async () => {
    await owner.goto(`${server.url}/admin`);
    const step = (what: string) => owner.locator('.steps li', { hasText: what }).innerText();
    expect(await step('Publish the petition')).toContain('done');
    expect(await step('Invite a second person')).toContain('done');
    expect(await step('second factor')).toContain('to do');
    await reviewer.goto(`${server.url}/admin`);
    expect(await reviewer.locator('.steps').count()).toBe(0);
  });

  it('is reached by the keyboard, and a line leads to where it is done, after which it is gone', async () => {
    await reviewer.goto(`${server.url}/admin`);
    await reviewer.locator('.waiting a', { hasText: 'address of a ministry' }).focus();
    await reviewer.keyboard.press('Enter');
    await reviewer.waitForURL('**/admin/ministries/waiting');
    await reviewer.goto(`${server.url}/admin/ministries/TD`);
    await reviewer.click('main form[action$="/verify"] button');
    await reviewer.waitForLoadState();
    expect((await listOf(reviewer)).join()).not.toContain('address of a ministry');
  });

  it('leads to no page that those who may act on it cannot see', async () => {
    const answers: [role: string, path: string, status: number | undefined][] = [];
    for (const [role, page] of [['owner', owner] as const, ['reviewer', reviewer] as const])
      for (const { page: path, permission } of Object.values(waitingKinds))
        if (may(role, permission)) answers.push([role, path, (await page.goto(server.url + path))?.status()]);
    expect(answers.filter(([, , status]) => status !== 200)).toEqual([]);
    expect(answers.length).toBeGreaterThan(25);
  });

  it('passes axe in light and dark, and does not scroll sideways on a small phone', async () => {
    const objections: string[] = [];
    for (const page of [owner, reviewer, viewer]) {
      await page.goto(`${server.url}/admin`);
      for (const colorScheme of ['light', 'dark'] as const)
        for (const width of [1280, 360]) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 800 });
          objections.push(...(await violations(page)).map((text) => `${colorScheme} ${width} ${text}`));
          if (await scrollsSideways(page)) objections.push(`${colorScheme} ${width} scrolls sideways`);
        }
    }
    expect(objections).toEqual([]);
  });
});
