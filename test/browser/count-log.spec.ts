import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { scrollsSideways, violations } from '../support/axe.js';
import { launchBrowser } from '../support/browser.js';
import { logged } from '../support/served-log.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { confirmLinkIn, countAt, press, postForm, signBy } from '../support/visitor.js';
import { until } from '../support/until.js';
import { ask } from '../support/whole-database.js';

describe('the public log of a petition in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche log '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    browser = await launchBrowser();
    context = await browser.newContext({ acceptDownloads: true });
    page = await context.newPage();
    await (await signBy(server.url, 'ada@example.org')).text();
    await press(confirmLinkIn((await server.mailTo('ada@example.org')).text));
    await logged(server, database.url, 'reconsider', 1);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('leads from the number to the proof', async () => {
    await page.goto(`${server.url}/petitions/reconsider?lang=en`);
    expect(await page.textContent('.counter')).toMatch(/In the public log as of .* UTC: 1 of these signatures/);
    await page.click('.counter a >> text=Check the count yourself');
    await page.waitForURL('**/petitions/reconsider/log?lang=en');
    expect(await page.textContent('dl.details')).toContain('localhost');
    const objections: string[] = [];
    for (const path of ['log', 'log/check'])
      for (const lang of ['en', 'ar']) {
        await page.goto(`${server.url}/petitions/reconsider/${path}?lang=${lang}`);
        for (const width of [360, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          objections.push(...(await violations(page)).map((text) => `${path} ${lang} ${width}: ${text}`));
          if (await scrollsSideways(page)) objections.push(`${path} ${lang} ${width} scrolls sideways`);
        }
      }
    expect(objections).toEqual([]);
  });

  it('gives a signer a receipt that her own browser checks without a connection', async () => {
    await (await postForm(`${server.url}/me?lang=en`, { email: 'ada@example.org' })).text();
    const link = await until('the link', async () => {
      const { text } = await server.mailTo('ada@example.org');
      return /http\S+\/me\/\S+/.exec(text)?.[0];
    });
    await page.goto(link);
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('text=Download the receipt')]);
    const receipt = join(folder, file.suggestedFilename());
    await file.saveAs(receipt);
    expect(file.suggestedFilename()).toBe('reconsider.tlog-proof');

    await page.goto(`${server.url}/petitions/reconsider/log/check?lang=en`);
    await context.setOffline(true);
    await page.setInputFiles('#file', receipt);
    await page.fill('#mailbox', 'Ada@example.org');
    await page.click('main button[type=submit]');
    await page.waitForSelector('#verdict .notice');
    expect(await page.textContent('#verdict')).toContain('This signature is in the log');
    expect(await page.textContent('#verdict')).toContain('It was confirmed from this email address.');

    const text = readFileSync(receipt, 'utf8');
    const wrong: [how: string, text: string, told: string][] = [
      ['another name', forged(text), 'is not in the log that the checkpoint describes'],
      ['another size', text.replace(/\n(\d+)\n(?=[^\n]+\n\n—)/, '\n9$1\n'), 'is not signed by this petition’s key'],
      ['another log', text.replaceAll('/petitions/reconsider/log', '/petitions/other/log'), 'a different log'],
      ['no receipt', 'hello', 'is not a receipt'],
    ];
    for (const [how, content, told] of wrong) {
      const name = join(folder, `${how}.tlog-proof`);
      writeFileSync(name, content);
      await page.setInputFiles('#file', name);
      await page.click('main button[type=submit]');
      await page.waitForSelector('#verdict .error');
      await page.waitForFunction(
        (expected) => document.querySelector('#verdict')?.textContent?.includes(expected),
        told,
      );
    }
    await context.setOffline(false);
  });

  it('is verified by the program that anybody can download, and by nothing when the number is wrong', async () => {
    const program = join(folder, 'demarche-verify.mjs');
    writeFileSync(program, await (await fetch(`${server.url}/assets/demarche-verify.mjs`)).text());
    const state = join(folder, 'seen.json');
    const verify = (...more: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [
        program,
        `${server.url}/petitions/reconsider`,
        ...more,
      ]);
      return { status, said: String(stdout) + String(stderr) };
    };
    const first = verify('--state', state);
    expect([first.status, first.said]).toEqual([0, expect.stringContaining('Signatures by the log: 1. Published: 1.')]);
    expect(verify('--state', state, '--no-wait').status).toBe(0);
    await ask(
      database.url,
      `insert into count_delta (petition_id, country, day, pending, confirmed) select id, 'GB', current_date, 0, 7 from petition where slug = 'reconsider'`,
    );
    await until('the number is public', async () => (await countAt(server.url)) === 8);
    const lie = verify('--state', state, '--no-wait');
    expect([lie.status, lie.said]).toEqual([
      3,
      expect.stringContaining('WRONG number_above_log: 8 signatures are published'),
    ]);
    expect(verify('--vkey', 'nonsense').status).toBe(2);
    expect(spawnSync(process.execPath, [program, 'http://127.0.0.1:9/petitions/reconsider']).status).toBe(1);
  });
});

/** The same receipt with another name in its record. */
const forged = (text: string): string =>
  text.replace(/extra (\S+)/, (_, extra: string) => {
    const said = Buffer.from(extra, 'base64').toString('utf8').replace('Ada', 'Eve');
    return `extra ${Buffer.from(said).toString('base64')}`;
  });
