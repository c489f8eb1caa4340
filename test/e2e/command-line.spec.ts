import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandLine, type Described } from '../support/cli.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { ask } from '../support/whole-database.js';

describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche cli '));
  let database: TestDatabase;
  let line: CommandLine;
  let commands: Described[];
  beforeAll(async () => {
    database = await createStartedDatabase();
    line = new CommandLine({ DATABASE_URL: database.url, DATA_DIR: folder });
    commands = await line.describe();
  });
  afterAll(async () => {
    line.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: string[], settings: Record<string, string> = {}) => line.run(args, settings);
  const json = async <Document>(...args: string[]): Promise<Document> => {
    const { code, said } = await run([...args, '--json']);
    expect(code).toBe(0);
    return JSON.parse(said) as Document;
  };
  const refused = async (...args: string[]): Promise<unknown> => {
    const { code, said, complained } = await run([...args, '--json']);
    expect([code, said]).toEqual([1, '']);
    return (JSON.parse(complained) as { error: { code: string } }).error.code;
  };

  it('explains every command: an example, --json, and what it ends with', () => {
    expect(commands.length).toBeGreaterThan(20);
    for (const { name, help, json: hasJson } of commands) {
      expect([name, hasJson]).toEqual([name, true]);
      expect(help).toMatch(new RegExp(`^Examples:\n {2}npm run cli -- ${name}`, 'm'));
      expect(help).toMatch(/^Exit codes:\n {2}0 {2}done\n {2}1 .*\n {2}2 {2}wrong usage/m);
    }
    expect(commands.filter(({ help }) => help.includes('\n  3  ')).map(({ name }) => name)).toEqual([
      'audit:verify',
      'log:verify',
      'locales:check',
      'doctor',
    ]);
  });

  it('answers wrong usage with the usage and exit code 2', () => {
    for (const { name, wrong } of commands)
      expect(wrong).toEqual([
        2,
        expect.stringMatching(
          new RegExp(`^(unknown option|required option|missing required)[^]*\nUsage: demarche ${name} `),
        ),
      ]);
  });

  it('is described by docs/command-line.md, command by command', () => {
    const page = readFileSync(fileURLToPath(new URL('../../docs/command-line.md', import.meta.url)), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z:-]+)`\s*\| (.+?)\s*\|$/gm)].map(([, name, description]) => [
      name,
      description,
    ]);
    expect(rows).toEqual(commands.map(({ name, description }) => [name, description]));
  });

  it('reports errors with a code, as JSON for scripts', async () => {
    expect(await refused('staff:disable', '--email', 'nobody@example.org')).toBe('staff.not_found');
    const { code, complained } = await run(['imports:list', '--petition', 'none']);
    expect([code, complained]).toEqual([1, 'There is no such petition.\n(petition.not_found)']);
    const usage = await run(['token:revoke', '--json']);
    expect([usage.code, JSON.parse(usage.complained)]).toEqual([
      2,
      { error: { code: 'command.usage', message: expect.stringContaining('missing required argument') as unknown } },
    ]);
    expect((await run(['no:such'])).code).toBe(2);
    const away = await run(['staff:list', '--json'], { DATABASE_URL: 'postgresql://u:hidden@127.0.0.1:1/x' });
    expect([away.code, away.complained]).toEqual([
      1,
      expect.stringMatching(/^\{"error":\{"code":"database\.unavailable"/),
    ]);
    expect(away.complained).not.toContain('hidden');
  });

  it('invites, lists and disables colleagues, recorded in the audit log', async () => {
    await json('staff:invite', '--email', 'ada@example.org', '--role', 'viewer');
    const { staff } = await json<{ staff: unknown[] }>('staff:list');
    expect(staff).toEqual([expect.objectContaining({ email: 'ada@example.org', role: 'viewer', status: 'invited' })]);
    await json('staff:disable', '--email', 'Ada@example.org');
    expect((await run(['staff:list'])).said).toMatch(/^e-mail .*\nada@example\.org .* viewer {2,}disabled/);
    const entries = await ask<{ deed: string }>(
      database.url,
      `select actor || ' ' || action as deed from audit_entry where actor = 'cli' order by id`,
    );
    expect(entries.map(({ deed }) => deed)).toEqual(['cli staff.invited', 'cli staff.disabled']);
  });

  it('makes, lists and revokes tokens', async () => {
    const { id, secret } = await json<{ id: string; secret: string }>(
      'token:create',
      '--name',
      'x',
      '--scope',
      'supporters:read',
      '--expires-in-days',
      '9',
    );
    const listed = await run(['token:list', '--json']);
    expect(JSON.parse(listed.said)).toMatchObject({ tokens: [{ id, name: 'x', revokedAt: null }] });
    expect(listed.said).not.toContain(secret);
    expect(await json('token:revoke', id)).toEqual({ id, status: 'revoked' });
    expect(await refused('token:revoke', id)).toBe('token.not_found');
  });

  it('reads the ledger on any day, and shows runs, exports and imports', async () => {
    const { totals, positions } = await json<{ totals: { parties: number }; positions: unknown[] }>(
      'ledger:positions',
      '--convention',
      'APMBC',
      '--on',
      '2025-12-26',
    );
    expect([totals.parties, positions.length]).toEqual([expect.any(Number), 199]);
    const csv = await run(['ledger:positions', '--convention', 'CCM', '--on', '2026-06-01', '--format', 'csv']);
    expect([csv.code, csv.said.split('\n').length]).toEqual([0, 200]);
    // The plan of the demonstration draws up a run, and loads the petition.
    const { runId, letters } = await json<{ runId: string; letters: unknown[] }>('demo');
    expect(await json('runs:list')).toMatchObject({
      runs: [{ id: runId, status: 'planned', letters: letters.length }],
    });
    const shown = await json<{ byStatus: Record<string, number>; letters: unknown[] }>('runs:show', runId);
    expect([shown.letters.length, shown.byStatus.held]).toEqual([letters.length, 6]);
    expect(await refused('runs:show', '0193a3c4-8f5e-7c1a-9d5b-3f6a2b7c8d9e')).toBe('run.not_found');
    const out = join(folder, 'list.csv');
    await json('export', '--petition', 'reconsider', '--out', out);
    expect(await json('exports:list')).toMatchObject({
      exports: [{ petitionSlug: 'reconsider', requestedBy: 'cli', status: 'finished', rowsDone: 0 }],
    });
    expect(await refused('export', '--petition', 'reconsider', '--out', out)).toBe('file.unusable');
    expect(await json('imports:list', '--petition', 'reconsider')).toEqual({ imports: [] });
  });

  it('lets the doctor say what is well and what is not, with exit code 3', async () => {
    const { well, findings } = await json<{ well: boolean; findings: { check: string; well: boolean }[] }>('doctor');
    expect([well, findings.map(({ check }) => check)]).toEqual([
      true,
      [
        'database',
        'database rights',
        'clock',
        'outbox',
        'durability',
        'secret key',
        'mail',
        'count logs',
        'data folder',
        'public address',
        'campaign settings',
      ],
    ]);
    await ask(
      database.url,
      `insert into supporter (id, email_key, email, locale, created_at, mail_day, mail_count) values (gen_random_uuid(), sha256('another key'), 'ada@example.org', 'en', now(), current_date, 0)`,
    );
    const sick = await run(['doctor'], { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'campaign@unknown.invalid' });
    expect(sick.code).toBe(3);
    for (const line of [
      /^LOOK {2}secret key: is not the one .*\n {6}→ Set SECRET_KEY/m,
      /^LOOK {2}mail server: E[A-Z]+\n {6}→ Check/m,
      /^LOOK {2}SPF: .*\n {6}→ Publish/m,
    ])
      expect(sick.said).toMatch(line);
  });
});
