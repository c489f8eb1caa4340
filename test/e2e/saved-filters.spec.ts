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
      `Countries: DE, FR → ${list}?status=all`,
    ]);
    expect(await chipsOf(owner, list, 'Filters in use')).toEqual([]);
  });

  const save = (person: StaffVisitor, name: string, query: string, to = list, of = 'supporters') =>
    person.sends('/admin/filters', { list: of, to, query, 'filter-name': name });

  it('are saved under a name, for this person alone, and forgotten by this person alone', async () => {
    const saved = await save(owner, 'Germany', 'country=DE&q=ada%40example.org&after=x');
    expect([saved.status, saved.location]).toEqual([303, `${list}?country=DE`]);
    expect(await chipsOf(owner)).toEqual([`Germany → ${list}?country=DE`]);
    expect(await chipsOf(viewer)).toEqual([]);
    await save(owner, 'Germany', 'status=all&country=DE&sort=signed&columns=name,country');
    expect(await chipsOf(owner)).toEqual([
      `Germany → ${list}?sort=signed&status=all&columns=name%2Ccountry&country=DE`,
    ]);
    const [, id = ''] = /\/admin\/filters\/([0-9a-f-]+)\/delete/.exec((await owner.looksAt(list)).text) ?? [];
    expect((await viewer.sends(`/admin/filters/${id}/delete`, { to: list })).location).toBe(list);
    expect(await chipsOf(owner)).toHaveLength(1);
    expect((await owner.sends(`/admin/filters/${id}/delete`, { to: 'https://example.org' })).location).toBe('/admin');
    expect(await chipsOf(owner)).toEqual([]);
  });

  it('are those of their own list', async () => {
    await save(owner, 'mine', 'actor=cli', '/admin/audit', 'audit');
    expect(await chipsOf(owner)).toEqual([]);
    expect(await chipsOf(owner, '/admin/audit')).toEqual(['mine → /admin/audit?actor=cli']);
    const nowhere = await save(owner, 'mine', 'actor=cli', 'https://example.org', 'audit');
    expect(nowhere.location).toBe('/admin?actor=cli');
    expect((await save(owner, 'mine', 'actor=cli', '/admin/audit', 'No list')).status).toBe(422);
  });

  it('need a name, and keep what was typed', async () => {
    const nameless = await save(owner, ' ', 'country=DE');
    expect([nameless.status, /id="filter-name-fault">([^<]*)/.exec(nameless.text)?.[1]]).toEqual([422, 'Is required.']);
    const long = await save(owner, 'x'.repeat(61), 'country=DE');
    expect([long.status, long.text.includes('x'.repeat(61)), long.text.includes('value="country=DE"')]).toEqual([
      422,
      true,
      true,
    ]);
    for (let n = 0; n < 20; n++) await save(owner, `n${n}`, 'country=DE');
    const one = await save(owner, 'more', 'country=DE');
    expect([one.status, one.text]).toEqual([422, expect.stringContaining('one too many')]);
    expect(await chipsOf(owner)).toHaveLength(20);
  });
});
