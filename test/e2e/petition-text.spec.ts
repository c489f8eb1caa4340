import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
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
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const revisionNow = async () => /name="revision" value="(\d+)"/.exec((await owner.looksAt(page)).text)?.[1] ?? '';

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

  it('is saved while somebody types, and compared where two changed the same place', async () => {
    const shown = { title: 'A title', summary: 'A summary.', ask: 'Look again.', reason: '' };
    const typed = { ...form, ...shown, body: '## Why\n\nBecause.', shareText: 'Share' };
    const autosave = (fields: Record<string, string>) =>
      fetch(`${server.url}${page}`, {
        method: 'POST',
        body: new URLSearchParams({ _csrf: owner.csrf, ...fields }),
        headers: { accept: 'application/json', cookie: owner.cookie },
      });
    const first = await autosave(typed);
    expect([first.status, await first.json()]).toMatchObject([200, { revision: 1, fields: { title: 'A title' } }]);
    const base = JSON.stringify({
      ...shown,
      body: '## Why\n\nBecause.',
      shareText: 'Share',
      leadPicture: '',
      leadAlt: '',
    });
    expect(
      (await autosave({ ...typed, revision: '1', base, title: 'By a colleague', summary: 'Theirs.' })).status,
    ).toBe(200);
    const conflict = await autosave({ ...typed, revision: '1', base, title: 'By me' });
    expect([conflict.status, await conflict.json()]).toMatchObject([
      409,
      { code: 'petition.draft_changed', errors: [{ pointer: '/title' }] },
    ]);
    const { status, text } = await owner.sends(page, { ...typed, revision: '1', base, title: 'By me' });
    expect(status).toBe(409);
    expect(text).toContain('What both of you changed');
    expect(text).toMatch(/<ins>[^<]*colleague<\/ins>/);
    expect(text).toMatch(/<ins>[^<]*me<\/ins>/);
    expect(text).toContain('value="By me"');
    expect(text).toContain('>Theirs.</textarea>');
    const [revision = '', newBase = ''] = ['revision', 'base'].map(
      (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1]?.replaceAll('&quot;', '"') ?? '',
    );
    const decided = await owner.sends(page, { ...typed, revision, base: newBase, title: 'By both' });
    expect(decided.status).toBe(303);
    const refused = await autosave({ ...typed, revision: '3', body: '<b>' });
    expect([refused.status, await refused.json()]).toMatchObject([422, { errors: [{ code: 'block.html' }] }]);
    expect((await owner.sends(`${page}/discard`, { revision: await revisionNow() })).status).toBe(303);
  });

  it('is talked about in words that are only words', async () => {
    const empty = await owner.sends(`${page}/comments`, { locale: 'en', passage: '', text: '' });
    expect([empty.status, empty.text.includes('id="text-fault"')]).toEqual([422, true]);
    expect((await owner.sends(`${page}/comments`, { locale: 'en', passage: script, text: script })).status).toBe(303);
    const { text } = await owner.looksAt(page);
    expect(text).not.toMatch(/<script>|<style>/);
    const settle = /action="([^"]+\/settle)"/.exec(text)?.[1] ?? '';
    expect((await owner.sends(settle, { locale: 'en' })).status).toBe(303);
    expect((await owner.looksAt(page)).text).not.toContain('/settle"');
  });

  it('is scheduled, and everybody sees where it stands', async () => {
    const text = { title: 'T', summary: 'S', body: '## Why\n\nBecause.', ask: 'Look.', shareText: 'Look.' };
    expect((await owner.sends(page, { ...form, ...text, revision: await revisionNow() })).status).toBe(303);
    const revision = await revisionNow();
    const late = await owner.sends(`${page}/schedule`, { revision, day: '2020-01-01', time: '09:30' });
    expect([late.status, late.text.includes('id="day-fault">Has passed.')]).toEqual([422, true]);
    expect(late.text).toContain('value="2020-01-01"');
    const odd = await owner.sends(`${page}/schedule`, { revision, day: '', time: '25:00' });
    expect([odd.status, odd.text.includes('id="time-fault"'), odd.text.includes('id="day-fault"')]).toEqual([
      422,
      true,
      true,
    ]);
    const done = await owner.sends(`${page}/schedule`, { revision, day: '2090-04-04', time: '09:30' });
    expect([done.status, done.location]).toEqual([303, `${page}/review?done=scheduled`]);
    expect((await owner.looksAt(`${page}/review`)).text).toContain(
      'Scheduled by owner for <strong>4 April 2090 at 09:30',
    );
    expect((await owner.looksAt('/admin/petitions/reconsider')).text).toContain('A new text is scheduled.');
    expect((await owner.looksAt(page)).text).not.toContain('data-autosave="on"');
    expect((await owner.sends(`${page}/take-back`, { revision })).status).toBe(303);
    expect((await owner.sends(`${page}/discard`, { revision: await revisionNow() })).status).toBe(303);
  });

  it('shows script and style in every field as the letters they are', async () => {
    const fields = { title: script, summary: script, ask: script, shareText: script, reason: script };
    const saved = await owner.sends(page, {
      ...form,
      ...fields,
      revision: await revisionNow(),
      body: '## Why \\<script>\n\nBecause \\<b>.',
    });
    expect([saved.status, saved.location]).toEqual([303, `${page}?lang=en&done=saved`]);
    for (const path of [page, `${page}?lang=de`, `${page}/review`]) {
      const { status, text } = await owner.looksAt(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toMatch(/<script>|<style>/);
    }
    expect((await owner.sends(`${page}/discard`, { revision: await revisionNow() })).status).toBe(303);
  });
});
