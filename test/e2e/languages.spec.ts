import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failedStart, startServer, type Server } from '../support/server.js';
import { signBy } from '../support/visitor.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const shipped = fileURLToPath(new URL('../../locales', import.meta.url));
const cli = fileURLToPath(new URL('../../dist/run/cli.js', import.meta.url));
/** What surrounds a sentence in English until it is marked, or its marks are taken away. */
const marks = /[\uE0E0\uE0E1]/;

const data = mkdtempSync(join(tmpdir(), 'demarche languages '));
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** A copy of the catalogues to add to. */
function copyOfLocales(): string {
  const folder = mkdtempSync(join(tmpdir(), 'demarche locales '));
  cpSync(shipped, folder, { recursive: true });
  return folder;
}

function addLanguage(folder: string, code: string, name: string): void {
  mkdirSync(join(folder, code));
  const described = { name, direction: 'ltr', complete: false, reviewed: null };
  writeFileSync(join(folder, code, 'language.json'), JSON.stringify(described));
}

const run = (folder: string, ...args: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const { PATH = '', HOME = '' } = process.env;
    execFile(process.execPath, [cli, ...args], { env: { PATH, HOME, LOCALES_DIR: folder } }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: `${out}${err}` }),
    );
  });

describe('a language that is only a folder', () => {
  const folder = copyOfLocales();
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    addLanguage(folder, 'it', 'Italiano');
    writeFileSync(join(folder, 'it', 'embed.json'), JSON.stringify({ read: 'Leggi la petizione' }));
    database = await createTestDatabase();
    server = await startServer({ LOCALES_DIR: folder, DATA_DIR: data, DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });
  const read = async (path: string): Promise<string> => {
    const answer = await fetch(`${server.url}${path}`);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.text();
  };

  it('can be chosen on the site, with what it has, and the rest in English that says so', async () => {
    const page = await read('/petitions/reconsider?lang=it');
    expect(page).toContain('<html lang="it">');
    expect(page).toMatch(/hreflang="it"[^>]*>Italiano</);
    expect(page).toContain('<span lang="en" dir="ltr">');
    expect(page).not.toMatch(/<title>[^<]*<span/);
  });

  it.each([
    '/',
    '/states',
    '/states/FI',
    '/conventions/apmbc',
    '/claims',
    '/demands',
    '/demands/ukraine-announce-withdrawal',
    '/calendar',
    '/data',
    '/essay',
    '/me',
    '/petitions/reconsider/count',
  ])('has %s without a stray mark', async (path) => {
    const page = await read(`${path}?lang=it`);
    expect(page).toContain('lang="it"');
    expect(page).not.toMatch(marks);
  });

  it('has feeds, forms for other sites and open data without marks', async () => {
    for (const path of [
      '/ledger.atom',
      '/calendar.ics',
      '/api/v1/petitions/reconsider/form',
      '/api/v1/states',
      '/api/v1/demands',
      '/map/APMBC.svg',
    ])
      expect([path, marks.test(await read(`${path}?lang=it`))]).toEqual([path, false]);
  });

  it.each(['en', 'fr', 'uk', 'ar'])(
    'leaves room for the number in every form of the counter on other websites, in %s',
    async (lang) => {
      const form = (await (await fetch(`${server.url}/api/v1/petitions/reconsider/form?lang=${lang}`)).json()) as {
        direction: string;
        words: { signed: Record<string, string> };
      };
      expect(form.direction).toBe(lang === 'ar' ? 'rtl' : 'ltr');
      expect(Object.keys(form.words.signed).sort()).toEqual(
        expect.arrayContaining(
          [...new Set([0, 1, 2, 3, 11, 100].map((n) => new Intl.PluralRules(lang).select(n)))].sort(),
        ),
      );
      for (const words of Object.values(form.words.signed)) expect(words).not.toMatch(/\d/);
      expect(Object.values(form.words.signed).filter((words) => words.includes('#')).length).toBeGreaterThan(0);
    },
  );

  it('is written to in mails that say which sentences are English', async () => {
    expect((await signBy(server.url, 'ada.it@example.org', { locale: 'it' })).status).toBeLessThan(300);
    const mail = await server.mailTo('ada.it@example.org');
    expect(mail.html).toContain('<html lang="it">');
    expect(mail.html).toContain('<span lang="en" dir="ltr">');
    for (const part of [mail.subject, mail.text, mail.html]) expect(part).not.toMatch(marks);
  });
});

describe('a catalogue that cannot be used', () => {
  const folder = copyOfLocales();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each<[string, string, string]>([
    ['a broken message', '{"runBy": "{host"}', 'it/embed: runBy is not a message in ICU MessageFormat'],
    ['an argument that is not given', '{"runBy": "{owner}"}', 'it/embed: runBy uses {owner}, which it is not given'],
    ['HTML', '{"read": "<b>Leggi</b>"}', 'it/embed: read contains markup'],
    ['2 MB', JSON.stringify({ read: 'x'.repeat(2_000_000) }), 'it/embed has 2000011 bytes'],
    ['no JSON', '{', 'it/embed is not JSON'],
    ['a number for a text', '{"read": 1}', 'it/embed: read is not a text'],
  ])('for %s keeps the program from starting, and says where and why', async (_, text, reason) => {
    rmSync(join(folder, 'it'), { recursive: true, force: true });
    addLanguage(folder, 'it', 'Italiano');
    writeFileSync(join(folder, 'it', 'embed.json'), text);
    const { code, said } = await run(folder, 'locales:check', 'it');
    expect(said).toContain(reason);
    expect(code).toBe(3);
  });

  it('stops the server before it listens', async () => {
    writeFileSync(join(folder, 'it', 'embed.json'), '{"runBy": "{host"}');
    const database = await createTestDatabase();
    const { code, said } = await failedStart({
      LOCALES_DIR: folder,
      DATA_DIR: data,
      DATABASE_URL: database.url,
      SMTP_URL: 'smtp://127.0.0.1:1',
    });
    await database.drop();
    expect(code).toBe(1);
    expect(said).toContain('it/embed: runBy is not a message');
    expect(said).not.toContain('is running');
  });
});

describe('npm run cli -- locales:export and locales:import', () => {
  const folder = copyOfLocales();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const po = join(folder, 'it.po');
  const translated = (change: (text: string) => string): void => writeFileSync(po, change(readFileSync(po, 'utf8')));

  it('hand a translator every text, and read it back as it was', async () => {
    expect((await run(folder, 'locales:export', 'fr', '--out', po)).code).toBe(0);
    const before = readFileSync(join(folder, 'fr', 'site.json'), 'utf8');
    expect(readFileSync(po, 'utf8')).toContain('msgctxt "site:form.submit"');
    expect((await run(folder, 'locales:import', 'fr', po)).said).toContain('texts were read into fr');
    expect(JSON.parse(readFileSync(join(folder, 'fr', 'site.json'), 'utf8'))).toEqual(JSON.parse(before));
    expect((await run(folder, 'locales:check', 'fr')).code).toBe(0);
  });

  it('begin a language, and refuse the whole file for one message', async () => {
    await run(folder, 'locales:export', 'it', '--out', po);
    translated((text) => text.replace(/(msgctxt "embed:read"\nmsgid "[^"]*"\nmsgstr) ""/, '$1 "Leggi la petizione"'));
    expect((await run(folder, 'locales:import', 'it', po)).said).toContain('1 texts were read into it');
    expect(JSON.parse(readFileSync(join(folder, 'it', 'language.json'), 'utf8'))).toMatchObject({ complete: false });
    translated((text) => text.replace(/(msgctxt "embed:failed"\nmsgid "[^"]*"\nmsgstr) ""/, '$1 "<b>No</b>"'));
    translated((text) => text.replace('Leggi la petizione', 'Leggi'));
    const { code, said } = await run(folder, 'locales:import', 'it', po);
    expect([code, said]).toEqual([1, expect.stringContaining('it/embed: failed contains markup')]);
    expect(JSON.parse(readFileSync(join(folder, 'it', 'embed.json'), 'utf8'))).toEqual({ read: 'Leggi la petizione' });
  });
});
