import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';

const list = '/admin/petitions/reconsider/supporters';

describe('filters of the list of supporters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-'));
  let database: TestDatabase;
  let server: Server;
  let owner: StaffVisitor;
  let viewer: StaffVisitor;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
    viewer = await owner.invites('viewer');
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const chipsOf = async (person: StaffVisitor, path = list, label = 'Saved filters'): Promise<string[]> => {
    const { text } = await person.looksAt(path);
    const [, chips = ''] = new RegExp(`<ul class="chips" aria-label="${label}">(.*?)</ul>`, 's').exec(text) ?? [];
    return [...chips.matchAll(/<a class="chip" href="([^"]*)"[^>]*>([^<]*)/g)].map(
      ([, href = '', words = '']) => `${words.trim()} → ${href.replaceAll('&amp;', '&')}`,
    );
  };

  it('stand above it, each to be taken off', async () => {
    expect(await chipsOf(owner, `${list}?status=all&country=DE,FR`, 'Filters in use')).toEqual([
      `Status: Confirmed and pending → ${list}?country=DE%2CFR`,
      `Country: DE, FR → ${list}?status=all`,
    ]);
    expect(await chipsOf(owner, list, 'Filters in use')).toEqual([]);
  });

  it('are saved under a name, for this person alone, and forgotten by this person alone', async () => {
    const saved = await owner.sends(`${list}/filters`, { name: 'Germany', country: 'DE', q: 'ada@example.org' });
    expect([saved.status, saved.location]).toEqual([303, `${list}?country=DE`]);
    expect(await chipsOf(owner)).toEqual([`Germany → ${list}?country=DE`]);
    expect(await chipsOf(viewer)).toEqual([]);
    await owner.sends(`${list}/filters`, { name: 'Germany', country: 'DE', status: 'all' });
    expect(await chipsOf(owner)).toEqual([`Germany → ${list}?status=all&country=DE`]);
    const [, id = ''] = /\/admin\/filters\/([0-9a-f-]+)\/delete/.exec((await owner.looksAt(list)).text) ?? [];
    expect((await viewer.sends(`/admin/filters/${id}/delete`, { to: list })).location).toBe(list);
    expect(await chipsOf(owner)).toHaveLength(1);
    expect((await owner.sends(`/admin/filters/${id}/delete`, { to: 'https://example.org' })).location).toBe('/admin');
    expect(await chipsOf(owner)).toEqual([]);
  });

  it('need a name and a filter that the list knows', async () => {
    const nameless = await owner.sends(`${list}/filters`, { name: ' ', country: 'DE' });
    expect([nameless.status, /id="filter-name-fault">([^<]*)/.exec(nameless.text)?.[1]]).toEqual([422, 'Is required.']);
    expect((await owner.sends(`${list}/filters`, { name: 'x'.repeat(61), country: 'DE' })).status).toBe(422);
    expect((await owner.sends(`${list}/filters`, { name: 'odd', country: 'Germany' })).status).toBe(422);
    for (let n = 0; n < 20; n++) await owner.sends(`${list}/filters`, { name: `n${n}`, country: 'DE' });
    const one = await owner.sends(`${list}/filters`, { name: 'more', country: 'DE' });
    expect([one.status, one.text]).toEqual([422, expect.stringContaining('one too many')]);
    expect(await chipsOf(owner)).toHaveLength(20);
  });
});
