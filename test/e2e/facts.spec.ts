import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';

/** Lines of an iCalendar file that were folded, whole again (RFC 5545, 3.1). */
const unfolded = (file: string): string => file.replace(/\r\n[ \t]/g, '');

describe('pages, feeds and pictures of facts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-facts-'));
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { headers: { accept: 'text/html', ...headers } });
  const text = async (path: string) => (await get(path)).text();

  it('show no date that nobody has verified, on no way', async () => {
    const unverified = await ask<{ title: string }>(
      database.url,
      `select titles ->> 'en' as title from calendar_entry where verification = 'unverified'`,
    );
    expect(unverified).toHaveLength(4);
    const everything = (await Promise.all(['/calendar?lang=en', '/calendar.ics?lang=en', '/?lang=en'].map(text)))
      .map(unfolded)
      .join('\n')
      .replaceAll('\r\n ', '');
    for (const { title } of unverified) expect(everything).not.toContain(title);
    expect(everything).toContain('Anniversary');
  });

  it('show no claim that was refused', async () => {
    const page = await text('/claims?lang=en');
    expect(page).toContain('Fourteen States border the Russian Federation');
    for (const word of ['C06', 'C23', 'C03', 'aided Russian']) expect(page).not.toContain(word);
  });

  it.each([
    ['en', 'Verified up to 3 February 2026'],
    ['fr', 'Vérifié jusqu’au 3 février 2026'],
    ['es', 'Comprobado hasta el 3 de febrero de 2026'],
    ['uk', 'Перевірено станом на 3 лютого 2026'],
  ])('say beside every total, in %s, how far the ledger was checked', async (locale, words) => {
    for (const path of ['/', '/states', '/conventions/APMBC', '/conventions/CCM']) {
      const page = await text(`${path}?lang=${locale}`);
      expect([path, page.includes(words)]).toEqual([path, true]);
    }
  });

  it('explain differing totals next to them', async () => {
    for (const path of ['/?lang=en', '/states?lang=en', '/conventions/APMBC?lang=en']) {
      const page = await text(path);
      expect(page).toContain('as in force (161 in force, plus 1).');
      expect(page).toContain(
        'Not a party: 30 of the 197 States from which the depositary would accept an instrument. Taiwan and Kosovo',
      );
    }
    expect(await text('/conventions/APMBC?lang=en')).toContain(
      'leaves out 1 State whose exact date of joining is not known',
    );
  });

  it('print no day for Lebanon, which is none of its treaty relations', async () => {
    for (const locale of ['en', 'fr', 'es', 'uk']) {
      const page = await text(`/states/LB?lang=${locale}`);
      expect(page).not.toMatch(/23 (November|novembre|de noviembre de|листопада) 2026/);
    }
    const page = await text('/states/LB?lang=en');
    expect(page).toContain('2026; exact day not known');
    expect(await text('/conventions/APMBC?lang=en')).toContain(
      'aria-label="Lebanon: Contracting State 2026; exact day not known"',
    );
  });

  it('say under Ukraine’s headline what it claims, what the convention says about it, and who rejected it, with links', async () => {
    const page = await text('/states/UA?lang=en');
    const below = page.slice(page.indexOf('</h1>'), page.indexOf('<section class="card"'));
    for (const said of [
      'Party. Claims a suspension since 18 July 2025.',
      'The convention does not provide for suspension',
      'The Meeting of the States Parties rejected the claim.',
      'fundamental change of circumstances',
      'Article 73',
      'https://www.hrw.org/news/2025/07/24/ukraine-suspends-vital-mine-ban-treaty',
      'https://www.npaid.org/',
    ])
      expect(below).toContain(said);
    expect(page).not.toContain('no link available');
    for (const path of ['/states?lang=en', '/conventions/APMBC?lang=en'])
      expect(await text(path)).toContain('claims a suspension that the convention does not provide for');
    for (const [locale, words] of [
      ['fr', 'changement fondamental de circonstances'],
      ['es', 'cambio fundamental en las circunstancias'],
      ['uk', 'докорінну зміну обставин'],
    ] as const)
      expect(await text(`/states/UA?lang=${locale}`)).toContain(words);
  });

  it('show no word of how the data were found, and no newspaper where there is an official document', async () => {
    const pages = await Promise.all(
      ['/claims', '/states/PL', '/states/ME', '/states/SS', '/states/LB', '/petitions/reconsider', '/essay'].map(
        (path) => text(`${path}?lang=en`),
      ),
    );
    for (const page of pages)
      expect(page).not.toMatch(
        /see REPORT|stored cop|general knowledge|articlefeed|saungmyunin|El Siglo|Noticias Hoje|uanews|RBC-Ukraine|MENAFN|Devdiscourse|NDTV|LBC/,
      );
  });

  it.each([
    ['en', 'call on all members to do the same', 'We do not ask Ukraine'],
    ['fr', 'appeler tous les États parties à en faire autant', 'Nous ne demandons pas à l’Ukraine'],
    ['es', 'exhorte a todos los Estados partes a hacer lo mismo', 'No pedimos a Ucrania'],
    ['uk', 'закликати всіх учасниць зробити те саме', 'Ми не просимо Україну'],
  ])('ask Ukraine in the petition, in %s, for what the campaign asks of it first', async (locale, asked, denied) => {
    const page = await text(`/petitions/reconsider?lang=${locale}`);
    expect(page).toContain(asked);
    expect(page).not.toContain(denied);
    expect(page).toContain(`/essay?lang=${locale}`);
  });

  it('publish the founding essay, sentence by sentence, and say of a correction whose sentence it corrects', async () => {
    const essay = await text('/essay?lang=en');
    expect(essay).toContain('founding essay');
    for (let n = 1; n <= 32; n++) expect(essay).toContain(`id="C${String(n).padStart(2, '0')}"`);
    expect(essay).toMatch(/Thirteen countries border Russia<\/q>[\s\S]*?False\.[\s\S]*?Fourteen/);
    const facts = await text('/claims?lang=en');
    expect(facts).toMatch(
      /Corrects a sentence of the campaign’s founding essay: <q lang="en">Thirteen countries border Russia<\/q>/,
    );
    expect(facts).toContain('compiled on 23 November 2026, not checked since');
    expect(facts).not.toContain('last checked on 23 November 2026');
    expect(facts).toContain('/essay?lang=en');
    for (const locale of ['fr', 'es', 'uk'])
      expect((await get(`/essay?lang=${locale}`)).headers.get('content-language')).toBe(locale);
  });

  it('give calendars whole days with a lasting identity', async () => {
    const response = await get('/calendar.ics?lang=fr');
    expect(response.headers.get('content-type')).toMatch(/^text\/calendar/);
    const file = unfolded(await response.text());
    const events = file.split('BEGIN:VEVENT').slice(1);
    // Dates with the anniversaries of 18 September and 3 December 2027, and the day of one demand.
    expect(events).toHaveLength(19);
    expect(file).toMatch(/DTSTART;VALUE=DATE:20270918[^]*DTSTART;VALUE=DATE:20271203/);
    const day = events.find((event) => event.includes('DTSTART;VALUE=DATE:20270404')) ?? '';
    expect(day).toContain('DTEND;VALUE=DATE:20270405');
    expect(day).toContain('sensibilisation au problème des mines');
    expect(new Set(file.match(/^UID:.*$/gm)).size).toBe(19);
  });

  it('notify feed readers of what became public in the ledger', async () => {
    const response = await get('/ledger.atom?lang=en');
    expect(response.headers.get('content-type')).toMatch(/^application\/atom\+xml/);
    const feed = await response.text();
    expect(feed.match(/<entry>/g)).toHaveLength(50);
    expect(feed).toContain('Poland: Withdrawal took effect (APMBC, 20 February 2026)');
    expect(feed).not.toMatch(/staff:|enteredBy|reviewedBy/);
  });

  it.each([
    '/cards/home.png',
    '/cards/petitions/reconsider.png',
    '/cards/states/UA.png?lang=uk',
    '/cards/conventions/CCM.png',
  ])('draw the card %s as a PNG of 1200 × 630 pixels', async (path) => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  it('name the card of each page in its head', async () => {
    for (const [path, card] of [
      ['/', 'home'],
      ['/states/UA', 'states/UA'],
      ['/conventions/APMBC', 'conventions/APMBC'],
      ['/petitions/reconsider', 'petitions/reconsider'],
    ] as const) {
      const page = await text(`${path}?lang=es`);
      const address = /property="og:image" content="([^"]+)"/.exec(page)?.[1] ?? '';
      expect(address).toBe(`${server.url}/cards/${card}.png?lang=es`);
    }
  });

  it('offer the map as a file of its own that needs nothing else', async () => {
    const response = await get('/map/APMBC.svg');
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    const svg = await response.text();
    expect(svg).toMatch(/^<svg [^>]*xmlns=/);
    expect(svg).not.toMatch(/<script|href="http|style=/);
  });

  it.each([
    ['/states/ZZ', 404],
    ['/states/ukraine', 422],
    ['/states/%00%00', 422],
    ['/conventions/XYZ', 404],
    ['/conventions/APMBC?on=yesterday', 422],
    ['/conventions/APMBC?on=2025-02-30', 422],
    ['/statements/four-april', 404],
    ['/statements/nothing', 404],
    ['/cards/states/ZZ.png', 404],
    ['/cards/states/UA.jpg', 422],
    ['/cards/ministries/UA.png', 422],
    ['/cards/petitions/none.png', 404],
    ['/map/XYZ.svg', 404],
    ['/answers', 404],
  ])('%s is answered with %i and a page that says so', async (path, status) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain('<h1>');
  });

  it('are served with validators and from memory, in the language asked for', async () => {
    const first = await get('/states/NO', { 'accept-language': 'uk' });
    expect(first.headers.get('content-language')).toBe('uk');
    expect(await first.text()).toContain('Норвегія');
    const etag = first.headers.get('etag') ?? '';
    const again = await get('/states/NO', { 'accept-language': 'uk', 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect((await get('/states/no')).status).toBe(200);
  });

  it('give each State a name in each language', async () => {
    const names = await ask<{ iso: string; en: string; fr: string; es: string; uk: string }>(
      database.url,
      `select iso, names ->> 'en' as en, names ->> 'fr' as fr, names ->> 'es' as es, names ->> 'uk' as uk from state`,
    );
    expect(names).toHaveLength(199);
    expect(names.filter(({ en, fr, es, uk }) => [en, fr, es, uk].some((name) => !name))).toEqual([]);
    expect(names.filter(({ uk }) => !/^[\p{Script=Cyrillic}\s’().-]+$/u.test(uk))).toEqual([]);
    expect(
      names.filter((one) =>
        Object.values(one).some((name) => /province of china|provincia de china|провінція китаю/i.test(name)),
      ),
    ).toEqual([]);
    expect(names.find(({ iso }) => iso === 'KR')).toEqual({
      iso: 'KR',
      en: 'Republic of Korea',
      fr: 'République de Corée',
      es: 'República de Corea',
      uk: 'Республіка Корея',
    });
  });
});
