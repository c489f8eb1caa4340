import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { joins } from '../support/joins.js';
import { startServer, type Server } from '../support/server.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { confirmLinkIn, postJson } from '../support/visitor.js';

/** What would run if any page, mail or feed took a text for markup. */
const short = '<script>pwned()</script>';
const long = `${short}<style>*{display:none}</style><img src=x onerror=pwned()><svg/onload=pwned()>"' onfocus=pwned() autofocus x="`;
/** What a text may refuse besides, with a reason: a link that runs, and characters nobody can see. */
const worst = `${long}[x](javascript:pwned()) \u0007\u001b\u202e`;

/** Values of fields that are no texts; what is not here stays as the form has it. */
const facts: Readonly<Record<string, string>> = {
  ...{ slug: 'hostile', addresseeKind: 'state', state: 'NO', timeZone: 'UTC', act_debate: 'yes', outcome: 'met' },
  ...{
    goalSteps: '100',
    basis: 'CCM-20',
    anchorYear: '',
    replaces: '',
    q1_kind: 'text',
    q2_kind: 'choice',
    q3_kind: 'yes_no',
    'locale-en': 'yes',
  },
};

interface Typed {
  name: string;
  value: string;
}

describe('texts that would be markup anywhere else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche hostile '));
  let database: TestDatabase;
  let server: Server;
  let browser: Browser;
  let owner: Page;
  /** Every text that a form has taken, by its page. */
  const taken: (Typed & { page: string })[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    const settings = { CAMPAIGN_FILE: 'none', MIN_FILL_SECONDS: '0' };
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, ...settings });
    browser = await launchBrowser();
    const context = await browser.newContext();
    await context.addInitScript(() => Object.assign(window, { pwned: () => Object.assign(window, { ran: true }) }));
    owner = await joins(context, server.setupLink, `Olga ${short}`, 'owner@example.org');
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Names of the fields of a form that take free text, as they are on the page. */
  const textFields = (form: string): Promise<{ name: string; isArea: boolean }[]> =>
    owner.$$eval(`${form} input, ${form} textarea`, (fields) =>
      fields
        .filter((field): field is HTMLInputElement | HTMLTextAreaElement => 'type' in field)
        .filter(({ type, name }) => ['text', 'textarea', 'search'].includes(type) && name !== 'confirm')
        .map(({ name, tagName }) => ({ name, isArea: tagName === 'TEXTAREA' })),
    );

  /**
   * Fills every text of a form with markup and sends it until it is taken: what a field refuses is shown again as text, and then given a milder
   * value. @param form a selector @returns what was taken
   */
  async function fills(path: string, form: string, given: Record<string, string> = {}): Promise<void> {
    await owner.goto(server.url + path);
    const values = new Map<string, string[]>();
    for (const { name, isArea } of await textFields(form)) {
      const mark = `${name.replaceAll(/\W/g, '')}Mark`;
      const fact =
        given[name] ?? facts[name] ?? (name.includes('_options_') ? `One ${short}\nTwo ${short}` : undefined);
      // The body is blocks of Markdown, where a sign that begins markup is written with a backslash.
      const start = name === 'body' ? `## ${mark}\n\n` : name.startsWith('law_') ? `${mark} [CCM-20] ` : `${mark} `;
      const tries = [start + worst, start + long, start + long.replaceAll('<', '\\<'), start + short, start, ''];
      values.set(name, fact === undefined ? (isArea ? tries : tries.slice(1)) : [fact]);
    }
    for (let attempt = 0; attempt < 8; attempt++) {
      await owner.evaluate(
        ([selector, texts, others]) => {
          for (const details of document.querySelectorAll('details')) details.open = true;
          for (const [name, value] of texts) {
            const field = document.querySelector<HTMLInputElement>(`${selector} [name="${name}"]`);
            if (field) field.value = value ?? '';
          }
          for (const [name, value] of others) {
            const field = document.querySelector<HTMLInputElement>(
              `${selector} [name="${name}"], ${selector} #${name}`,
            );
            if (field?.type === 'checkbox') field.checked = true;
            else if (field) field.value = value;
          }
        },
        [
          form,
          [...values].map(([name, [value = '']]) => [name, value]),
          Object.entries({ ...facts, ...given }),
        ] as const,
      );
      await Promise.all([
        owner.waitForEvent('load'),
        owner.$eval(form, (element) => (element as HTMLFormElement).submit()),
      ]);
      await nothingRan(owner);
      const refused = await owner.$$eval('.fault[id$="-fault"]', (faults) =>
        faults.map(({ id, textContent }) => ({ name: id.slice(0, -'-fault'.length), says: textContent })),
      );
      if (refused.length === 0) {
        const problem = await owner.locator('.error').allTextContents();
        expect([path, problem]).toEqual([path, []]);
        for (const [name, [value = '']] of values) taken.push({ page: path, name, value });
        return;
      }
      for (const { name, says } of refused) {
        expect([path, name, says?.trim() === '']).toEqual([path, name, false]);
        // Nothing typed is lost, nor taken for markup, when something is wrong with it.
        const [value] = values.get(name) ?? [];
        if (value !== undefined) expect([name, kept(await valueOf(form, name))]).toEqual([name, kept(value)]);
        values.get(name)?.shift();
      }
    }
    throw new Error(
      `${path} is refused whatever is in it: ${(await owner.locator('.error, .fault').allTextContents()).join(' ')}`,
    );
  }

  async function presses(path: string, label: string): Promise<void> {
    await owner.goto(server.url + path);
    await Promise.all([owner.waitForEvent('load'), owner.click(`main button:has-text("${label}")`)]);
    await nothingRan(owner);
    expect([path, await owner.locator('.error').allTextContents()]).toEqual([path, []]);
  }

  const valueOf = (form: string, name: string): Promise<string> =>
    owner.$eval(`${form} [name="${name}"]`, (field) => (field as HTMLInputElement).value);
  /** As a form may give a text back: without spaces at its ends, characters nobody can see, and its own line ends. */
  // eslint-disable-next-line no-control-regex
  const kept = (text: string): string => text.replaceAll(/[\u0000-\u001f\u202e\s]+/g, ' ').trim();
  const nothingRan = async (page: Page): Promise<void> =>
    expect([page.url(), await page.evaluate(() => 'ran' in window)]).toEqual([page.url(), false]);

  /** What a document has in it that comes from a text: scripts, handlers, links that run, and styles that are not files of ours. */
  const foreign = (type: string, text: string): Promise<string[]> =>
    owner.evaluate(
      ([kind, source]) => {
        const document = new DOMParser().parseFromString(source, kind as DOMParserSupportedType);
        const found = [...document.querySelectorAll('parsererror')].map(({ textContent }) => textContent ?? '');
        for (const element of document.querySelectorAll('*')) {
          const handlers = element.getAttributeNames().filter((name) => name.startsWith('on') || name === 'autofocus');
          const runs = ['href', 'src', 'action'].some((name) =>
            /^\s*javascript:/i.test(element.getAttribute(name) ?? ''),
          );
          const isScript =
            element.localName === 'script' &&
            !element.hasAttribute('src') &&
            element.getAttribute('type') !== 'application/ld+json';
          if (handlers.length > 0 || runs || isScript || element.localName === 'style')
            found.push(element.outerHTML.slice(0, 200));
        }
        // A text in a feed is a page of its own.
        for (const inner of document.querySelectorAll('content[type=html], summary[type=html]'))
          if (/<(script|style|img|svg)/i.test(inner.textContent ?? '')) found.push(inner.outerHTML.slice(0, 200));
        return found;
      },
      [type, text] as const,
    );

  it('are taken by every form as what they are, or refused beside the field with nothing lost', async () => {
    await fills('/admin/campaigns/new', 'main form[action="/admin/campaigns"]');
    await fills('/admin/settings', 'main form[action="/admin/settings"]');
    await fills('/admin/demands/new', 'main form[action="/admin/demands"]', { slug: 'hostile-demand' });
    await fills('/admin/petitions/new', 'main form[action="/admin/petitions"]', { slug: 'hostile-petition' });
    await fills('/admin/petitions/hostile-petition/settings', 'main form[action$="/settings"]', {
      slug: 'hostile-petition',
    });
    await fills('/admin/petitions/hostile-petition/text?lang=en', 'main form[action$="/text"]');
    await presses('/admin/petitions/hostile-petition/text/review', 'Publish in all languages');
    for (const kind of ['intro', 'news', 'closing'])
      await fills(`/admin/petitions/hostile-petition/notes?kind=${kind}`, 'main form[action$="/notes"]');
    await presses('/admin/demands/hostile-demand', 'Publish');
    await fills('/admin/texts/new', 'main form[action="/admin/texts"]', { slug: 'hostile-statement' });
    await presses('/admin/texts/hostile-statement/preview', 'Publish');
    await fills('/admin/plan', 'main form[action="/admin/plan/milestones"]', {
      key: 'a-key',
      fixedOn: '2027-03-01',
      triggerTarget: '',
    });
    // Every form takes markup in some field; what it kept, it shows as it was typed.
    expect(taken.filter(({ value }) => value.includes('<')).length).toBeGreaterThan(60);
    const again: Record<string, string> = {
      '/admin/settings': '/admin/settings',
      '/admin/texts/new': '/admin/texts/hostile-statement/edit',
      '/admin/petitions/hostile-petition/text?lang=en': '/admin/petitions/hostile-petition/text?lang=en',
      '/admin/petitions/hostile-petition/settings': '/admin/petitions/hostile-petition/settings',
    };
    // A reason is of one publication; nothing is kept of what no picture shows, or of answers to no choice.
    const marked = (page: string) =>
      taken.filter(
        (one) => one.page === page && one.value.includes('<') && !/^(reason|leadAlt|q[13]_options_.*)$/.test(one.name),
      );
    for (const [page, form] of Object.entries(again)) {
      await owner.goto(server.url + form);
      await nothingRan(owner);
      for (const { name, value } of marked(page)) {
        const found = await owner.$$eval(`main [name="${name}"]`, (all) =>
          all.map((one) => (one as HTMLInputElement).value),
        );
        for (const one of found) expect([page, name, kept(one)]).toEqual([page, name, kept(value)]);
      }
    }
  });

  it('are text on every public page, in feeds, mails and the embed, and in every answer of the API', async () => {
    const petition = '/petitions/hostile-petition';
    const queue = [
      '/',
      '/sitemap.xml',
      '/demands',
      '/demands/hostile-demand',
      '/statements/hostile-statement',
      '/plan',
    ];
    queue.push(petition, `${petition}/notes`, `${petition}/versions/1`, `${petition}/thanks`, `${petition}/letter`);
    queue.push('/embed/hostile-petition', '/demands.atom', '/ledger.atom', '/calendar.ics', '/campaigns/hostile');
    for (const part of ['', '/form', '/versions', '/count']) queue.push(`/api/v1${petition}${part}`);
    queue.push('/api/v1/petitions', '/api/v1/demands', '/api/v1/demands/hostile-demand', '/api/osdi/v1/petitions');
    const seen = new Map<string, string>();
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (seen.has(path)) continue;
      const answer = await fetch(server.url + path, { redirect: 'manual' });
      const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
      const text = await answer.text();
      seen.set(path, text);
      expect([path, answer.headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      if (type === 'text/html') expect([path, await foreign(type, text)]).toEqual([path, []]);
      else if (/xml$/.test(type)) expect([path, await foreign('application/xml', text)]).toEqual([path, []]);
      else if (/json$/.test(type)) JSON.parse(text);
      for (const [, found = ''] of text.matchAll(/(?:href|src)="([^"#?]+)|<loc>([^<]+)/g)) {
        const to = found.replace(server.url, '');
        // Neither what others wrote, nor files.
        if (/^\/(?!admin|api|assets|states|conventions|claims|essay|cards|map|pictures|\/)/.test(to)) queue.push(to);
      }
    }
    // What was typed stands there as text.
    const publicly = [...seen.values()].join();
    for (const mark of [
      'titleMark',
      'summaryMark',
      'bodyMark',
      'askMark',
      'title_enMark',
      'text_enMark',
      'ask_enMark',
      'q1_label_enMark',
    ])
      expect([mark, publicly.includes(`${mark} &lt;script>`) || publicly.includes(`${mark}</h2>`)]).toEqual([
        mark,
        true,
      ]);
    // A real browser runs nothing of it, whatever it makes of the markup.
    const visitor = await (await browser.newContext()).newPage();
    await visitor.addInitScript(() => Object.assign(window, { pwned: () => Object.assign(window, { ran: true }) }));
    for (const path of [
      '/',
      petition,
      `${petition}/notes`,
      '/demands/hostile-demand',
      '/statements/hostile-statement',
      '/embed/hostile-petition',
    ]) {
      expect([path, (await visitor.goto(`${server.url}${path}?lang=en`))?.status()]).toEqual([path, 200]);
      await nothingRan(visitor);
    }
  });

  it('are text in the mails to those who sign', async () => {
    const petition = `${server.url}/api/v1/petitions/hostile-petition`;
    const { consents: offered } = (await (await fetch(petition)).json()) as {
      consents: { purpose: string; wording: string }[];
    };
    const consents = offered
      .filter(({ purpose }) => purpose === 'signature')
      .map(({ purpose, wording }) => ({ purpose, wording }));
    const body = {
      givenName: 'Ada',
      familyName: 'L',
      email: 'ada@example.org',
      country: 'GB',
      postalCode: '1',
      consents,
    };
    const answer = await postJson(`${petition}/signatures`, body);
    const said = await answer.text();
    expect([answer.status, said]).toEqual([202, said]);
    const { html = '', text } = await server.mailTo('ada@example.org');
    expect(await foreign('text/html', html.replace(/<style>[^<]*<\/style>/g, ''))).toEqual([]);
    expect(html).toContain('&lt;script>');
    const confirmed = await fetch(confirmLinkIn(text), { method: 'POST' });
    expect(await foreign('text/html', await confirmed.text())).toEqual([]);
  });
});
