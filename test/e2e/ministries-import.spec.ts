import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandLine } from '../support/cli.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';

describe('npm run cli -- ministries:import and demo:load', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche ministries '));
  let database: TestDatabase;
  let line: CommandLine;
  beforeAll(async () => {
    database = await createStartedDatabase();
    line = new CommandLine({ DATABASE_URL: database.url, DATA_DIR: folder });
  });
  afterAll(async () => {
    line.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const listFile = (name: string, ...lines: string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, lines.join('\n'));
    return path;
  };
  /** The code under the sentence is left out here. */
  const run = async (args: string[], settings: Record<string, string> = {}) => {
    const { code, said, complained } = await line.run(args, settings);
    return { code, said, complained: complained.replace(/\n\([a-z_.]+\)$/, '') };
  };
  const importing = (file: string, ...more: string[]) =>
    run(['ministries:import', file, '--source', 'A list', ...more]);
  const channels = async () =>
    (await ask<{ n: number }>(database.url, 'select count(*)::int as n from ministry_channel'))[0]?.n;
  const head = 'iso,kind,address,confidence';

  it('looks first, says what is wrong line by line, and enters only a good list', async () => {
    const bad = listFile('bad.csv', head, 'NO,email,post@mfa-no.example,high', 'SE,email,nobody,high');
    const refused = await importing(bad);
    expect([refused.code, refused.complained]).toEqual([1, 'Nothing was written, because some rows are invalid.']);
    expect(refused.said).toContain('line 3, address: is not a valid email address (email.invalid)');
    const good = listFile('good.csv', head, 'NO,email,post@mfa-no.example,high');
    expect((await importing(good, '--dry-run')).said).toContain('Nothing was stored.');
    expect(await channels()).toBe(0);
    const done = await importing(good, '--json');
    expect([done.code, JSON.parse(done.said)]).toEqual([
      0,
      expect.objectContaining({ rows: 1, channels: 1, faults: [], written: true }),
    ]);
    expect(await channels()).toBe(1);
  });

  it('says in one sentence what is wrong with the file', async () => {
    expect((await importing(join(folder, 'none.csv'))).complained).toMatch(/cannot be read \(ENOENT\)\.$/);
    expect((await importing(listFile('other.csv', 'name', 'x'))).complained).toBe(
      'The file has no column "iso". Nothing was written.',
    );
  });

  it('loads example addresses, but not where a mail server is configured', async () => {
    const refused = await run(['demo:load'], {
      SMTP_URL: 'smtp://mail.example.org:587',
      MAIL_FROM: 'campaign@example.org',
    });
    expect([refused.code, refused.complained]).toEqual([
      1,
      expect.stringContaining('Here a mail server is configured.'),
    ]);
    expect((await run(['demo:load'])).said).toContain('Example addresses loaded: 199');
    const plan = (await run(['demo'])).said;
    for (const line of [
      'Example addresses loaded: 0',
      /^UA {2}2027-04-02 09:30 {2}Europe\/Kyiv/m,
      /^164 States, 6 held\. Plan [0-9a-f]{64}$/m,
      'Nothing was sent.',
    ])
      expect(plan).toMatch(line);
  });
});
