import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';

const pictures = '/admin/petitions/reconsider/pictures';
const text = '/admin/petitions/reconsider/text';

describe('pictures over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-pictures-'));
  let database: TestDatabase;
  let server: Server;
  let owner: StaffVisitor;
  let name: string;
  const form = {
    locale: 'en',
    revision: '0',
    title: 'A title',
    summary: 'A summary.',
    ask: 'Look again.',
    shareText: 'Look.',
  };
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
    const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#336699' } })
      .png()
      .toBuffer();
    const { status, location } = await owner.uploads(pictures, picture);
    expect(status).toBe(303);
    name = new URL(location ?? '', server.url).searchParams.get('added') ?? '';
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are served by the hash of their bytes, for ever', async () => {
    expect(name).toMatch(/^[0-9a-f]{32}-900x600$/);
    for (const file of [`${name.slice(0, 32)}.webp`, `${name.slice(0, 32)}-small.webp`]) {
      const answer = await fetch(`${server.url}/pictures/${file}`);
      const { width, format } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      expect([answer.status, answer.headers.get('content-type'), format]).toEqual([200, 'image/webp', 'webp']);
      expect(width).toBe(file.includes('small') ? 640 : 900);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    for (const [file, status] of [
      [`${'0'.repeat(32)}.webp`, 404],
      ['../../etc/passwd', 404],
      ['x.webp', 422],
    ] as const) {
      const answer = await fetch(`${server.url}/pictures/${file}`);
      await answer.text();
      expect([file, answer.status]).toEqual([file, status]);
    }
  });

  it.each([
    ['an SVG drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'The file is a drawing (SVG)'],
    ['a text', Buffer.from('hello'), 'The file is no JPEG, PNG or WebP picture'],
    ['9 MB', Buffer.alloc(9 * 1024 * 1024), 'The file is larger than 8 MB'],
    ['nothing', Buffer.alloc(0), 'The file must be chosen'],
  ])('are refused beside the field when they are %s', async (_, bytes, error) => {
    const answer = await owner.uploads(pictures, bytes);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`id="file-fault">${error}`);
  });

  it('are taken from nobody without the form, or without the right', async () => {
    const viewer = await owner.invites('viewer');
    expect((await viewer.uploads(pictures, Buffer.from('x'))).status).toBe(403);
    expect((await owner.uploads(pictures, Buffer.from('x'), { _csrf: 'forged' })).status).toBe(403);
  });

  it('stand in a text with their description, and no text shows one that was not uploaded', async () => {
    const body = `## Why\n\n![A blue field](picture:${name} "Near Izium")`;
    const unknown = `picture:${'0'.repeat(32)}-9x9`;
    const refused = await owner.sends(text, { ...form, body: `${body}\n\n![x](${unknown})` });
    expect([refused.status, refused.text.includes('Is no picture that was uploaded for this campaign.')]).toEqual([
      422,
      true,
    ]);
    const lead = { leadPicture: name, leadAlt: 'The field from above' };
    expect((await owner.sends(text, { ...form, ...lead, body })).status).toBe(303);
    const published = await owner.sends(`${text}/publish`, { revision: '1' });
    expect([published.status, published.location]).toEqual([303, `${text}?done=published`]);
    for (const path of ['/petitions/reconsider', '/petitions/reconsider/versions/2']) {
      const page = await (await fetch(`${server.url}${path}?lang=en`)).text();
      expect(page).toContain('alt="A blue field"');
      expect(page).toContain('<figcaption>Near Izium</figcaption>');
      expect(page).toContain('alt="The field from above"');
      expect(page).not.toContain('![');
    }
  });

  it('are never changed: a version names their bytes', async () => {
    await expect(ask(database.url, `set role demarche_all; update picture set small = large`)).rejects.toThrow(
      /permission/,
    );
    await expect(ask(database.url, `set role demarche_all; delete from picture`)).rejects.toThrow(/permission/);
  });
});
