import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { confirmLinkIn, press, signBy } from '../support/visitor.js';

describe('the search of the staff', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-'));
  let database: TestDatabase;
  let server: Server;
  let owner: StaffVisitor;
  let reviewer: StaffVisitor;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
    reviewer = await owner.invites('reviewer');
    await signBy(server.url, 'ada@example.org');
    await press(confirmLinkIn((await server.mailTo('ada@example.org')).text));
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Headings of the groups, each with the words of what it found. */
  async function found(person: StaffVisitor, q: string): Promise<Record<string, string[]>> {
    const { status, text } = await person.sends('/admin/search', { q });
    expect(status).toBe(200);
    const sections = [...text.matchAll(/<section class="card"><h2>([^<]*)<\/h2>(.*?)<\/section>/gs)];
    return Object.fromEntries(
      sections.map(([, label = '', list = '']) => [
        label,
        [...list.matchAll(/<bdi>([^<]*)<\/bdi>/g)].map(([, title = '']) => title),
      ]),
    );
  }

  it('finds people by name or address, and keeps both out of every address', async () => {
    expect((await found(owner, 'lovelace ada')).People).toEqual(['Ada Lovelace']);
    const { text } = await owner.sends('/admin/search', { q: 'Ada@Example.org' });
    expect(text).toContain('ada@example.org, ');
    expect(text).not.toMatch(/(?:href|action)="[^"]*(?:ada|lovelace|%40)/i);
    const list = await owner.sends('/admin/petitions/reconsider/supporters/search', {
      q: 'ada@example.org',
      status: 'all',
    });
    expect(list.text).toContain('Ada Lovelace');
  });

  it('finds States without their accents, claims by key or word, petitions, demands and pages', async () => {
    expect((await found(owner, 'cote d'))['States and ministries']).toEqual(["Côte d'Ivoire"]);
    expect((await found(owner, 'c12')).Claims?.[0]).toMatch(/^C12: /);
    expect((await found(owner, 'announce withdrawal')).Demands?.join()).toContain('Ukraine');
    expect((await found(owner, 'reconsider')).Petitions).toHaveLength(1);
    expect((await found(owner, 'fraud')).Pages).toEqual(['Fraud review']);
    expect(await found(owner, 'zzzzzz')).toEqual({});
  });

  it('shows nobody more than the role may see', async () => {
    const seen = await found(reviewer, 'ada');
    expect(seen.People).toBeUndefined();
    expect((await found(reviewer, 'staff')).Pages).toBeUndefined();
    expect((await found(reviewer, 'lithuania'))['States and ministries']).toEqual(['Lithuania']);
  });

  it('takes anything that can be typed', async () => {
    for (const q of ['%', '\\', "'; drop table signature; --", '<script>', 'ä'.repeat(5000), '@', '\u0000', ' '])
      expect([q.slice(0, 9), (await owner.sends('/admin/search', { q })).status]).toEqual([q.slice(0, 9), 200]);
    expect((await owner.sends('/admin/search', { q: '<script>x' })).text).not.toContain('<script>x');
  });
});
