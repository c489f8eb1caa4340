import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locales } from '../../src/platform/http/locale.js';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';

const desk = '/admin/petitions/reconsider';
const script = '<script>alert(1)</script>';

describe('previews of a draft over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-previews-'));
  let database: TestDatabase;
  let server: Server;
  let owner: StaffVisitor;
  let link: string;
  const read = async (path: string) => {
    const answer = await fetch(`${server.url}${path}`, { redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const makesLink = async (days: string) => {
    const { status, text } = await owner.sends(`${desk}/previews`, { days });
    return { status, path: /(\/preview\/[\w-]{43})</.exec(text)?.[1] ?? '', text };
  };
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
    const text = {
      title: `A draft ${script}`,
      summary: 'New.',
      body: '## Why\n\nA fact. [C24]',
      ask: 'Look.',
      shareText: 'Look.',
    };
    await owner.sends(`${desk}/text`, { locale: 'en', revision: '0', ...text });
    link = (await makesLink('7')).path;
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('show every part in every language to whoever has the link, and the public nothing', async () => {
    expect(link).not.toBe('');
    for (const locale of locales)
      for (const part of ['page', 'mail', 'mail-html', 'thanks', 'card']) {
        const { status, headers, text } = await read(`${link}/${part}?lang=${locale}`);
        expect([part, locale, status]).toEqual([part, locale, 200]);
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('x-robots-tag')).toContain('noindex');
        expect(headers.get('content-security-policy')).toContain("form-action 'none'");
        expect(headers.get('content-security-policy')).not.toContain('script-src');
        expect(text).not.toContain(script);
      }
    expect((await read(`${link}?lang=en`)).text).toContain('A draft &lt;script>');
    expect((await read(`${link}/mail?lang=en`)).text).toContain('A draft');
    expect((await read('/petitions/reconsider?lang=en')).text).not.toContain('A draft');
  });

  it('open for nobody without a link or a session', async () => {
    for (const path of [`/preview/${'x'.repeat(43)}`, '/preview/x/page', `${link}x/page`])
      expect([path, (await read(path)).status]).toEqual([path, 404]);
    expect((await read('/admin/petitions/reconsider/preview/page')).status).toBe(303);
    expect((await owner.looksAt('/admin/petitions/reconsider/preview/page')).text).toContain('A draft');
    expect((await read(`${link}/else`)).status).toBe(422);
  });

  it('take no forms', async () => {
    const answer = await fetch(`${server.url}${link}/page`, { method: 'POST', body: 'x=1' });
    await answer.text();
    expect(answer.status).toBe(404);
  });

  it('are opened by a secret that is stored nowhere, for at most 14 days, until it is taken back', async () => {
    const secret = link.split('/').at(-1) ?? '';
    const rows = await ask(database.url, `select encode(secret_hash, 'escape') as hash, created_by from preview_link`);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect((await owner.looksAt(`${desk}/previews`)).text).not.toContain(secret);
    const tooLong = await makesLink('15');
    expect([tooLong.status, tooLong.text.includes('Must be at most 14 days.')]).toEqual([422, true]);
    const { path } = await makesLink('1');
    expect((await read(path)).status).toBe(200);
    await ask(database.url, `update preview_link set expires_at = now() where expires_at < now() + interval '2 days'`);
    expect((await read(path)).status).toBe(404);
    const revoke = /action="([^"]+\/revoke)"/.exec((await owner.looksAt(`${desk}/previews`)).text)?.[1] ?? '';
    expect((await owner.sends(revoke)).status).toBe(303);
    expect((await read(link)).status).toBe(404);
    expect(server.output()).not.toContain(secret);
  });
});
