import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { signBy } from '../support/visitor.js';

/** The others are pressed where the whole path to them is walked: browser/ministries, browser/studio and e2e/import. */
describe('what cannot be undone, or reaches many, happens only when its number or name is typed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-confirm-'));
  let database: TestDatabase;
  let server: Server;
  let owner: StaffVisitor;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
    const people = ['ada@throw.example', 'bob@throw.example', 'cleo@throw.example', 'dora@example.org'];
    for (const email of people) expect((await signBy(server.url, email)).status).toBe(202);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const field = (text: string, name: string) => new RegExp(`id="${name}"[^>]*`).exec(text)?.[0] ?? '';

  it('a fraud rule quarantines as many as were shown', async () => {
    const at = '/admin/petitions/reconsider/fraud';
    const rule = { kind: 'mail_domain', value: 'throw.example', note: 'A wave.', signedFrom: '', signedBefore: '' };
    expect((await owner.sends(at, rule)).status).toBe(303);
    const { text } = await owner.looksAt(at);
    const id = /fraud\/([0-9a-f-]{36})\/apply/.exec(text)?.[1] ?? '';
    expect(text).toContain('Quarantines 3: 0 of them leave the public count.');
    const name = `confirm_${id}`;
    const slips: Record<string, string>[] = [{}, { [name]: '4' }, { confirm: '3' }];
    for (const fields of slips) {
      const refused = await owner.sends(`${at}/${id}/apply`, { shown: '3', ...fields });
      expect(refused.status).toBe(422);
      expect(refused.text).toContain('Is not the number that is shown.');
      expect(field(refused.text, name)).toContain('aria-invalid="true"');
    }
    // A page from before the wave: what its reader agreed to is far from what would happen.
    for (const n of [0, 1, 2])
      await Promise.all(
        [1, 2, 3, 4].map((one) => signBy(server.url, `more${n}${one}@throw.example`, { familyName: `M${n}${one}` })),
      );
    const grown = await owner.sends(`${at}/${id}/apply`, { shown: '3', [name]: '3' });
    expect([grown.status, grown.text.includes('Quarantines 15')]).toEqual([422, true]);
    expect(field(grown.text, name)).toContain('value="3"');
    expect((await owner.looksAt('/admin/petitions/reconsider/supporters?status=shadowed')).text).not.toContain(
      'throw.',
    );
    expect((await owner.sends(`${at}/${id}/apply`, { shown: '15', [name]: '15' })).status).toBe(303);
    await until('it is applied', async () => /<td[^>]*>15<\/td>/.test((await owner.looksAt(at)).text));
  });

  it('a person is erased whose address is typed again', async () => {
    const at = '/admin/data-requests';
    const email = 'dora@example.org';
    const shown = await owner.sends(at, { email });
    expect(shown.text).toContain('Signatures of this person: 1; letters to ministries: 0.');
    const request = { email, reason: 'By letter, with a copy of a document.' };
    for (const confirm of ['', 'dora@example.com']) {
      const refused = await owner.sends(`${at}/erase`, { ...request, confirm });
      expect([refused.status, refused.text.includes('Is not what is shown.')]).toEqual([422, true]);
      expect(refused.text).toContain('By letter, with a copy of a document.');
      expect(field(refused.text, 'confirm')).toContain(confirm === '' ? 'value ' : `value="${confirm}"`);
    }
    expect((await owner.sends(at, { email })).text).toContain('Signatures of this person: 1;');
    const erased = await owner.sends(`${at}/erase`, { ...request, confirm: ' Dora@example.org ' });
    expect([erased.status, erased.location]).toEqual([303, '/admin/data-requests?done=erased']);
    expect((await owner.sends(at, { email })).text).not.toContain('Signatures of this person: 1;');
  });
});
