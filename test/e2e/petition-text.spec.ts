import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { postForm } from '../support/visitor.js';

const page = '/admin/petitions/reconsider/text';
const script = '<script>alert(1)</script><style>p{}</style>';

describe('the text of a petition over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-text-'));
  let database: TestDatabase;
  let server: Server;
  let owner: StaffVisitor;
  const form = { locale: 'en', revision: '0', title: 'A title', summary: 'A summary.', ask: 'Look again.' };
  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['5 MB in an alphabet of two bytes', 'Прошу ще раз. '.repeat(200_000), 'Is longer than 20000 characters.'],
    ['300 blocks', 'word\n\n'.repeat(300), 'Has 300 blocks; 200 are possible.'],
    ['script and style', `## Why\n\n${script}`, 'Contains HTML, which is not possible'],
  ])('%s of text come back with the error beside the field, and with all that was typed', async (_, body, error) => {
    const { status, text } = await owner.sends(page, { ...form, shareText: 'Kept too', body });
    expect(status).toBe(422);
    expect(text).toContain(`id="body-fault">${error}`);
    expect(text).toContain(body.slice(-60).replaceAll('<', '&lt;').replaceAll('"', '&quot;'));
    expect(text.length).toBeGreaterThan(body.length);
    expect(text).toContain('value="Kept too"');
  });

  it('is not taken in such length from people who are not signed in', async () => {
    const answer = await postForm(`${server.url}${page}`, { body: 'x'.repeat(2_000_000) });
    await answer.text();
    expect(answer.status).toBe(413);
  });

  it('shows script and style in every field as the letters they are', async () => {
    const fields = { title: script, summary: script, ask: script, shareText: script, reason: script };
    const saved = await owner.sends(page, { ...form, ...fields, body: '## Why \\<script>\n\nBecause \\<b>.' });
    expect([saved.status, saved.location]).toEqual([303, `${page}?lang=en&done=saved`]);
    for (const path of [page, `${page}?lang=de`, `${page}/review`]) {
      const { status, text } = await owner.looksAt(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toMatch(/<script>|<style>/);
    }
    expect((await owner.sends(`${page}/discard`)).status).toBe(303);
  });
});
