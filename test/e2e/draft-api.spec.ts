import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { tokenFor } from '../support/token.js';
import { ask } from '../support/whole-database.js';

interface Draft {
  revision: number;
  publishedVersion: number;
  texts: Record<string, { title: string; sections: unknown }>;
  missing: string[];
  untranslated: string[];
}

describe('drafts of petitions over the API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche drafts '));
  let database: TestDatabase;
  let server: Server;
  let token: string;
  const call = async (method: string, path: string, body?: unknown, bearer: string | null = token) => {
    const answer = await fetch(`${server.url}/api/v1/petitions${path}`, {
      method,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...(bearer !== null && { authorization: `Bearer ${bearer}` }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const read = (await answer.json()) as Draft & { code?: string; errors?: { pointer: string; code: string }[] };
    return { status: answer.status, ...read };
  };
  const written = {
    title: 'Open the archive',
    summary: 'It is closed.',
    sections: [{ heading: 'Why', paragraphs: ['Historians *wait*.', '- one\n- two', '> Words\n> — A source'] }],
    ask: ['Open it.', 'Keep it open.'],
    shareText: 'Open it.',
  };
  const text = { revision: 1, ...written };

  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    token = await tokenFor('petitions:write', { DATABASE_URL: database.url, DATA_DIR: folder });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are begun and written, and stay with staff', async () => {
    const begun = await call('POST', '', { slug: 'open-the-archive', title: 'Open' });
    expect(begun).toMatchObject({ status: 201, revision: 1, publishedVersion: 0, texts: { en: { title: 'Open' } } });
    expect(begun.missing).toEqual(expect.arrayContaining(['en/summary', 'en/body', 'en/ask', 'en/shareText']));
    const saved = await call('PUT', '/open-the-archive/draft/texts/en', text);
    expect(saved).toMatchObject({ status: 200, revision: 2, missing: [], texts: { en: written } });
    expect(await call('GET', '/open-the-archive/draft')).toEqual({ ...saved, status: 200 });
    expect((await call('GET', '/open-the-archive', undefined, null)).status).toBe(404);
    expect(
      await ask(
        database.url,
        `select count(*)::int as n from petition_version v join petition p on p.id = v.petition_id where p.slug = 'open-the-archive'`,
      ),
    ).toEqual([{ n: 0 }]);
  });

  it('are not overwritten by whoever has read an older one', async () => {
    const refused = await call('PUT', '/open-the-archive/draft/texts/en', { ...text, title: 'Mine' });
    expect(refused).toMatchObject({ status: 409, code: 'petition.draft_changed' });
    expect((await call('GET', '/open-the-archive/draft')).texts.en?.title).toBe('Open the archive');
  });

  it.each([
    ['a taken name', { slug: 'reconsider', title: 'x' }, 409, 'slug.taken', '/slug'],
    ['a reserved name', { slug: 'admin', title: 'x' }, 422, undefined, '/slug'],
    ['no title', { slug: 'fine' }, 422, undefined, '/title'],
    ['an unknown campaign', { slug: 'fine', title: 'x', campaign: 'of-nobody' }, 404, 'campaign.not_found', undefined],
  ])('refuse %s', async (_, body, status, code, pointer) => {
    const answer = await call('POST', '', body);
    expect(answer.status).toBe(status);
    if (code) expect(answer.code).toBe(code);
    expect(answer.errors?.[0]?.pointer).toBe(pointer);
  });

  it.each([
    ['two blocks in one string', { sections: [{ heading: 'A', paragraphs: ['x\n\ny'] }] }],
    ['a heading in a block', { sections: [{ heading: 'A', paragraphs: ['## B'] }] }],
    ['too much text', { sections: [{ heading: 'A', paragraphs: ['x'.repeat(30_000)] }] }],
    [
      'a picture that nobody has uploaded',
      { sections: [{ heading: 'A', paragraphs: ['![Alt](/pictures/none.webp)'] }] },
    ],
    ['script', { sections: [{ heading: 'A', paragraphs: ['[x](javascript:alert(1))'] }] }],
    ['too many requests', { ask: Array.from({ length: 40 }, () => 'x') }],
    ['no list of requests', { ask: 'Open it.' }],
  ])('refuse a text with %s, and change nothing', async (_, change) => {
    const before = await call('GET', '/open-the-archive/draft');
    const answer = await call('PUT', '/open-the-archive/draft/texts/en', {
      ...text,
      revision: before.revision,
      ...change,
    });
    expect(answer.status).toBe(422);
    expect(answer.errors?.[0]?.pointer).toMatch(/^\/(sections|body|ask)/);
    expect(await call('GET', '/open-the-archive/draft')).toEqual(before);
  });

  it('refuse 5 MB, unknown languages, no token and one for something else', async () => {
    const path = '/open-the-archive/draft/texts/en';
    expect((await call('PUT', path, { ...text, summary: 'x'.repeat(5_000_000) })).status).toBe(413);
    expect((await call('PUT', '/open-the-archive/draft/texts/xx', text)).status).toBe(422);
    expect((await call('PUT', path, text, null)).status).toBe(401);
    const other = await tokenFor('letters:read', { DATABASE_URL: database.url, DATA_DIR: folder });
    expect((await call('PUT', path, text, other)).status).toBe(403);
    expect((await call('GET', '/nobody/draft')).status).toBe(404);
  });
});
