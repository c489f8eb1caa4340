import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { signBy } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

describe('a form that is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-faults-'));
  let database: TestDatabase;
  let server: Server;
  let owner: StaffVisitor;
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

  const field = (text: string, name: string) => new RegExp(`<(input|textarea)[^>]* id="${name}"[^>]*`).exec(text)?.[0];
  const faultBeside = (text: string, name: string) => new RegExp(`id="${name}-fault">([^<]*)`).exec(text)?.[1];

  it('says beside the last day that a petition cannot close before it opens, and keeps what was typed', async () => {
    const at = '/admin/petitions/reconsider/settings';
    const settings = () =>
      ask(database.url, `select opens_at, closes_at, goal_steps from petition where slug = 'reconsider'`);
    const before = await settings();
    const { text } = await owner.looksAt(at);
    const revision = /name="revision" value="(\d+)"/.exec(text)?.[1] ?? '';
    const typed = { opensDay: '2027-03-01', opensTime: '09:30', closesDay: '2027-02-01', closesTime: '18:00' };
    const kept = { ...typed, goalSteps: '7, 77', slug: 'reconsider', thanks_en: 'Thanks that must not get lost.' };
    const choices = { proofOfWork: 'optional', familyName: 'optional', postalCode: 'off', comment: 'off' };
    const refused = await owner.sends(at, { revision, ...kept, ...choices });
    expect([refused.status, faultBeside(refused.text, 'closesDay')]).toEqual([422, 'Is before it opens.']);
    expect(field(refused.text, 'closesDay')).toContain('aria-invalid="true"');
    for (const [name, value] of Object.entries(typed))
      expect([name, field(refused.text, name)]).toEqual([name, expect.stringContaining(`value="${value}"`)]);
    expect(refused.text).toContain(kept.thanks_en);
    expect(field(refused.text, 'goalSteps')).toContain('value="7, 77"');
    expect(await settings()).toEqual(before);
  });

  it('says beside each field what is wrong with the correction of a signature, which is for those who answer requests', async () => {
    expect((await signBy(server.url, 'ada@example.org', { postalCode: 'W1' })).status).toBe(202);
    const signatures = () => ask<{ id: string }>(database.url, 'select * from signature');
    const before = await signatures();
    const at = `/admin/petitions/reconsider/supporters/${before[0]?.id}`;
    const wrong = {
      givenName: ' ',
      familyName: '1815',
      country: 'QQ',
      postalCode: 'a postcode of far too many letters',
    };
    const refused = await owner.sends(at, wrong);
    expect(refused.status).toBe(422);
    expect(Object.keys(wrong).filter((name) => faultBeside(refused.text, name) === undefined)).toEqual([]);
    expect(field(refused.text, 'familyName')).toContain('value="1815"');
    expect(field(refused.text, 'postalCode')).toContain(wrong.postalCode);
    expect(await signatures()).toEqual(before);
    const list = '/admin/petitions/reconsider/supporters?status=all';
    expect((await owner.looksAt(list)).text).toContain(`href="${at}"`);
    for (const role of ['campaigner', 'viewer']) {
      const other = await owner.invites(role);
      const answers = [await other.looksAt(at), await other.sends(at, { givenName: 'Eve', country: 'GB' })];
      expect([role, ...answers.map(({ status }) => status)]).toEqual([role, 403, 403]);
      expect((await other.looksAt(list)).text).not.toContain(at);
    }
    const gone = at.replace(/.{12}$/, '000000000000');
    expect((await owner.looksAt(gone)).status).toBe(404);
  });
});
