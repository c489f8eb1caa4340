import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandLine } from '../support/cli.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { ledgerSum, listWith, news } from '../support/ledger.js';
import { ask } from '../support/whole-database.js';

describe('npm run cli -- ledger:import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche list '));
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

  const listFile = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  /** Without a terminal, as a program does. The code under the sentence is left out here. */
  const run = async (...args: string[]) => {
    const { code, said, complained } = await line.run(['ledger:import', ...args]);
    return { code, said: `${said}\n`, complained: complained.replace(/\n\([a-z_.]+\)$/, '') };
  };
  const asOf = ['--as-of', '2026-11-23'];
  const hashIn = (text: string): string => /^Plan ([0-9a-f]{16})$/m.exec(text)?.[1] ?? '';

  it('explains itself', async () => {
    const { code, said } = await run('--help');
    expect(code).toBe(0);
    for (const word of ['<file>', '--as-of <day>', '--dry-run', '--confirm <hash>', '--yes', '--parties <totals>'])
      expect(said).toContain(word);
  });

  describe('on a database without a ledger', () => {
    it('loads the one it comes with, and shows the difference to that, group by group, with totals and hash', async () => {
      const { code, said, complained } = await run(
        listFile('news.csv', listWith(news)),
        ...asOf,
        '--dry-run',
        '--parties',
        'APMBC=162,ccm=113',
      );
      expect([code, complained]).toEqual([0, '']);
      expect(said.replace(/ +/g, ' ')).toBe(
        [
          'news.csv, as of 2026-11-23, against the ledger',
          '',
          'New: 4',
          ' FR APMBC notice received 2026-11-12',
          ' LB APMBC entered into force 2026-11-01',
          ' KH CCM accession 2026-11-10',
          ' KH CCM entered into force 2027-05-01',
          '',
          'Corrected: 1',
          ' LB APMBC accession 2026 → 2026-05-07',
          '',
          'In the ledger but not in the list (stays): 0',
          '',
          'Parties on 2026-11-23, before → after',
          ' APMBC 162 → 162',
          ' CCM 112 → 113',
          '',
          `Plan ${hashIn(said)}`,
          '',
          'Dry run. Nothing was written.',
          '',
        ].join('\n'),
      );
      expect(
        await ask(
          database.url,
          `select count(*)::int as states, (select count(*)::int from ledger_import) as lists from state`,
        ),
      ).toEqual([{ states: 199, lists: 1 }]);
    });
  });

  describe('writes nothing', () => {
    const news2026 = () => listFile('news.csv', listWith(news));
    const wrong = () =>
      listFile('wrong.csv', listWith({ 'US CCM': { iso_a2: 'QQ' }, 'FR APMBC': { date_consent: 'long ago' } }));
    const silent = () => listFile('silent.csv', listWith({ 'AO APMBC': { date_signed: '' } }));
    it.each<[string, () => string[], RegExp]>([
      ['on a dry run, also when that is confirmed', () => [silent(), ...asOf, '--dry-run', '--yes'], /^$/],
      [
        'without a confirmation',
        () => [news2026(), ...asOf],
        /^Nothing was written\. To write this plan, add --confirm [0-9a-f]{16}$/,
      ],
      [
        'with the hash of another plan',
        () => [news2026(), ...asOf, '--confirm', '0123456789abcdef', '--yes'],
        /^The plan is [0-9a-f]{16} now, not 0123456789abcdef\. Nothing was written\.$/,
      ],
      [
        'from a list with faults, told one a line',
        () => [wrong(), ...asOf, '--yes'],
        /^Line \d+: date_consent is not a day like 2027-04-04\.\nLine \d+: unknown country code "QQ"\.\nNothing was written\.$/,
      ],
      [
        'when the printed totals are not met',
        () => [news2026(), ...asOf, '--yes', '--parties', 'APMBC=160'],
        /^APMBC: the list names 162 parties, the total printed on it is 160\.\nNothing was written\.$/,
      ],
      [
        'from an older list',
        () => [news2026(), '--as-of', '2026-11-22', '--yes'],
        /already follows a newer list, of 2026-11-23\.\nNothing was written\.$/,
      ],
      [
        'from a list of a day to come',
        () => [news2026(), '--as-of', '2999-01-01', '--yes'],
        /is in the future\.\nNothing was written\.$/,
      ],
    ])('%s', async (what, args, sentence) => {
      const before = await ledgerSum(database.url);
      const { code, complained } = await run(...args());
      expect(complained).toMatch(sentence);
      expect(code).toBe(what.startsWith('on a dry run') ? 0 : 1);
      expect(await ledgerSum(database.url)).toEqual(before);
    });
  });

  it.each<[string, () => string[], RegExp]>([
    ['no day', () => [listFile('a.csv', listWith())], /required option '--as-of <day>' not specified/],
    ['a day that does not exist', () => [listFile('a.csv', listWith()), '--as-of', '2026-02-30'], /must be a day like/],
    [
      'totals it cannot read',
      () => [listFile('a.csv', listWith()), ...asOf, '--parties', 'CWC=193'],
      /must be like APMBC=162,CCM=112/,
    ],
    ['no file', () => asOf, /missing required argument 'file'/],
    ['a file that is not there', () => [join(folder, 'none.csv'), ...asOf], /none\.csv cannot be read \(ENOENT\)\.$/],
    ['a folder', () => [folder, ...asOf], /cannot be read \(EISDIR\)\.$/],
    [
      'a file that is not text',
      () => [listFile('picture.csv', Buffer.from([0x89, 0x50, 0xff, 0xfe])), ...asOf],
      /is not valid UTF-8\. Save it/,
    ],
    [
      'a page instead of a list',
      () => [listFile('page.csv', '<html>\n<body>Status</body>\n</html>'), ...asOf],
      /^Line 2: iso_a2 is missing\.$/m,
    ],
  ])(
    'given %s says so in a sentence and ends with 1, or with 2 where the command itself is wrong',
    async (_, args, sentence) => {
      const { code, complained } = await run(...args(), '--yes');
      expect(code).toBe(complained.includes('Usage: ') ? 2 : 1);
      expect(complained).toMatch(sentence);
      expect(complained).not.toMatch(/^\s+at /m);
    },
  );

  it('writes what was seen when its hash is given, and says how many events wait for a second person', async () => {
    const path = listFile('news.csv', listWith(news));
    const hash = hashIn((await run(path, ...asOf, '--dry-run')).said);
    const { code, said, complained } = await run(path, ...asOf, '--confirm', hash);
    expect([code, complained]).toEqual([0, '']);
    expect(said).toMatch(
      /\n5 events were entered and wait for a second person to verify\. Nothing is public before that\.\n$/,
    );
    const events = `select e.iso, e.kind, r.event_id as reviewed from treaty_event e left join treaty_event_review r on r.event_id = e.id where e.entered_by = 'cli' order by 1, 2`;
    expect(await ask(database.url, events)).toEqual(
      ['FR notice_received', 'KH consented', 'KH entered_into_force', 'LB consented', 'LB entered_into_force'].map(
        (text) => {
          const [iso, kind] = text.split(' ');
          return { iso, kind, reviewed: null };
        },
      ),
    );
    expect(await run(path, ...asOf, '--yes')).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/imported into the ledger before/) as unknown,
    });
  });

  it('writes with --yes, also a list that only confirms what is known', async () => {
    const { code, said } = await run(
      listFile('same.csv', listWith({ ...news, 'AO CCM': { notes: 'Read again.' } })),
      ...asOf,
      '--yes',
    );
    expect(code).toBe(0);
    expect(said).toMatch(/\nNew: 0\n\nCorrected: 0\n[^]*\nThe list is recorded\. No event was entered\.\n$/);
    expect(
      await ask(database.url, 'select file_name, events from ledger_import order by imported_at desc limit 1'),
    ).toEqual([{ file_name: 'same.csv', events: 0 }]);
  });
});
