import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolder } from '../support/data-folder.js';
import { startServer, type Server } from '../support/server.js';
import { postForm } from '../support/visitor.js';

const password = 'a long password for tests';

describe('an installation that begins empty', () => {
  const folder = new DataFolder();
  let server: Server;
  let owner: { cookie: string; csrf: string };
  beforeAll(async () => {
    server = await startServer({ LOG_LEVEL: 'error', DATA_DIR: folder.path, CAMPAIGN_FILE: 'none' });
  });
  afterAll(async () => {
    await server.stop();
    await folder.destroy();
  });

  const look = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(server.url + path, { redirect: 'manual', headers: { accept: 'text/html', ...headers } });
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
  };
  const staff = (path: string) => look(path, { cookie: owner.cookie });
  const send = async (path: string, fields: Record<string, string>) => {
    const answer = await postForm(
      server.url + path,
      { _csrf: owner.csrf, ...fields },
      { cookie: owner.cookie, accept: 'text/html' },
    );
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
  };
  const upload = async (text: string, fields: Record<string, string> = {}) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ _csrf: owner.csrf, ...fields })) body.set(name, value);
    body.set('file', new Blob([text]), 'a.json');
    const headers = { cookie: owner.cookie, accept: 'text/html' };
    const answer = await fetch(`${server.url}/admin/campaigns/import`, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    });
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
  };

  it('says so to visitors, and shows facts that belong to nobody', async () => {
    const home = await look('/');
    expect(home.status).toBe(200);
    expect(home.text).toContain('This installation is being set up.');
    expect(home.text).not.toContain('href="/privacy');
    for (const path of ['/states', '/claims', '/calendar', '/about', '/contact', '/demands'])
      expect([path, (await look(path)).status]).toEqual([path, 200]);
    for (const path of ['/petitions/reconsider', '/campaigns/reconsider', '/privacy'])
      expect([path, (await look(path)).status]).toEqual([path, 404]);
    expect(server.output()).not.toContain('Petition:');
  });

  it('leads its first owner to a campaign', async () => {
    const email = 'owner@example.org';
    await (await postForm(server.setupLink, { name: 'Olha Owner', email, password })).text();
    const answer = await postForm(`${server.url}/admin/sign-in`, { email, password });
    owner = { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', csrf: '' };
    owner.csrf = /name="_csrf" value="([^"]+)"/.exec((await staff('/admin/account')).text)?.[1] ?? '';
    for (const path of ['/admin', '/admin/plan', '/admin/petitions', '/admin/runs'])
      expect([path, (await staff(path)).location]).toEqual([path, '/admin/campaigns']);
    expect((await staff('/admin/campaigns')).text).toContain('There is no campaign yet.');
  });

  it('takes a campaign of any kind, and keeps what was typed when something is wrong', async () => {
    const typed = {
      slug: 'archive',
      name_en: 'Open the archive',
      name_de: 'Öffnet das Archiv',
      timeZone: 'Europe/Nowhere',
    };
    const refused = await send('/admin/campaigns', typed);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Is not a time zone');
    expect(refused.text).toContain('value="Öffnet das Archiv"');
    expect(await send('/admin/campaigns', { ...typed, timeZone: 'Europe/Berlin' })).toMatchObject({
      status: 303,
      location: '/admin/settings',
    });
    expect((await staff('/admin')).status).toBe(200);
    expect((await staff('/admin/plan')).text).toContain('Plan for 20');
    const home = await look('/', { 'accept-language': 'de' });
    expect(home.text).toContain('<h1>Öffnet das Archiv</h1>');
    expect(home.text).not.toContain('Reconsider');
    expect(home.text).not.toContain('/conventions/APMBC?lang=de#table');
    expect((await look('/privacy')).status).toBe(200);
  });

  it('gives the campaign out as a file, and takes it back under another name', async () => {
    const file = await staff('/admin/campaigns/archive/file');
    expect(JSON.parse(file.text)).toMatchObject({
      format: 'demarche-campaign',
      version: 1,
      campaign: { anchor: null },
    });
    expect((await upload(file.text)).status).toBe(409);
    expect((await upload(file.text, { as: 'new' })).text).toContain('is not a short name');
    expect((await upload(file.text.replace('"version": 1', '"version": 99'))).text).toContain(
      'version 99 of the format',
    );
    expect((await upload('')).status).toBe(422);
    expect((await upload(file.text, { _csrf: 'forged' })).status).toBe(403);
    expect(await upload(file.text, { as: 'library' })).toMatchObject({
      status: 303,
      location: '/admin/campaigns/library',
    });
  });

  it('switches between campaigns; a form acts on the campaign it was made for', async () => {
    expect((await staff('/admin/campaigns')).text).toContain('<option value="library" selected>');
    expect((await send('/admin/campaigns/current', { slug: 'archive' })).status).toBe(303);
    const milestone = { year: '2027', key: 'read-in', title: 'Read in', fixedOn: '2027-03-01' };
    // The form was rendered for the library, before another tab switched to the archive.
    expect((await send('/admin/plan/milestones', { ...milestone, _campaign: 'library' })).status).toBe(303);
    expect((await staff('/admin/plan?year=2027')).text).not.toContain('Read in');
    await send('/admin/campaigns/current', { slug: 'library' });
    expect((await staff('/admin/plan?year=2027')).text).toContain('Read in');
    expect((await send('/admin/plan/milestones', { ...milestone, _campaign: 'elsewhere' })).status).toBe(404);
    expect((await send('/admin/campaigns/current', { slug: 'elsewhere' })).status).toBe(404);
  });

  const publish = async (campaign: string, slug: string, title: string) => {
    await send('/admin/campaigns/current', { slug: campaign });
    expect((await send('/admin/texts', { slug, title_en: title, body_en: `About ${title}.` })).status).toBe(303);
    expect((await send(`/admin/texts/${slug}/publish`, {})).status).toBe(303);
  };

  it('lists its campaigns once each has something to show, and gives each a home of its own', async () => {
    await publish('archive', 'first-words', 'Words of the archive');
    expect((await look('/campaigns/library')).status).toBe(404);
    expect((await look('/')).text).toContain('<h1>Open the archive</h1>');
    await publish('library', 'other-words', 'Words of the library');
    // The copy has the same name; a form of its own tells them apart.
    const page = (await staff('/admin/campaigns/library')).text;
    const revision = /name="revision" value="(\d+)"/.exec(page)?.[1] ?? '';
    const saved = { revision, name_en: 'Open the library', timeZone: 'Europe/Kyiv', host: 'library.example.org' };
    expect((await send('/admin/campaigns/library', saved)).status).toBe(303);
    expect((await send('/admin/campaigns/library', saved)).status).toBe(409);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const list = (await look('/')).text;
    expect(list).toContain('<a href="/campaigns/archive?lang=en">Open the archive</a>');
    expect(list).toContain('<a href="/campaigns/library?lang=en">Open the library</a>');
    const library = (await look('/campaigns/library')).text;
    expect(library).toContain('Words of the library');
    expect(library).not.toContain('Words of the archive');
    expect(library).toContain('href="/campaigns/library/privacy?lang=en"');
    expect((await look('/campaigns/library/privacy')).status).toBe(200);
  });

  it('shows a campaign at its host name', async () => {
    const { request } = await import('node:http');
    const body = await new Promise<string>((resolve, reject) => {
      request(
        { port: server.port, host: '127.0.0.1', path: '/', headers: { host: 'library.example.org' } },
        (answer) => {
          let text = '';
          answer.on('data', (part: Buffer) => (text += part.toString()));
          answer.on('end', () => resolve(text));
        },
      )
        .on('error', reject)
        .end();
    });
    expect(body).toContain('<h1>Open the library</h1>');
    expect((await look('/')).text).not.toContain('<h1>Open the library</h1>');
  });
});

describe('CAMPAIGN_FILE', () => {
  it('is imported at the first start and never again', async () => {
    const folder = new DataFolder();
    const file = join(folder.path, 'campaign.json');
    const campaign = {
      ...{ slug: 'from-a-file', names: { en: 'From a file' }, anchor: { month: 5, day: 3, names: { en: 'The day' } } },
      ...{ timeZone: 'UTC', languages: [], senderName: null, replyTo: null },
    };
    writeFileSync(file, JSON.stringify({ format: 'demarche-campaign', version: 1, campaign }));
    const settings = { LOG_LEVEL: 'error', DATA_DIR: folder.path, CAMPAIGN_FILE: file };
    let server = await startServer(settings);
    expect(await (await fetch(server.url)).text()).toContain('<h1>From a file</h1>');
    await server.stop();
    writeFileSync(file, readFileSync(file, 'utf8').replace('From a file', 'Changed'));
    server = await startServer(settings);
    expect(await (await fetch(server.url)).text()).toContain('<h1>From a file</h1>');
    await server.stop();
    await folder.destroy();
  });
});
