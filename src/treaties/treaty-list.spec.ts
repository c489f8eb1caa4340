import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prismaFolder } from '../platform/database/migrate.js';
import { readTreatyList } from './treaty-list.js';
import { ImportRefused } from './treaties.errors.js';

const known = new Set(['EE', 'LB', 'US']);
const header =
  'iso_a2,convention,status,date_signed,consent_type,date_consent,date_consent_precision,entry_into_force,date_withdrawal_notified,date_withdrawal_effective,source,confidence';
const estonia = 'EE,APMBC,withdrawn,,accession,2004-05-12,day,2004-11-01,2025-06-27,2025-12-27,UNTC,high';
const lebanon = 'LB,APMBC,state_party,,accession,,year_only:2026,,,,UNTC,medium';
const america = 'US,APMBC,non_party,,,,,,,,UNTC,high';
const list = (...lines: string[]): string => [header, ...lines].join('\n');

/** What the reader says of a file it refuses. */
function refusalOf(csv: string): { code: string; problems: readonly string[] } {
  try {
    readTreatyList(csv, known);
  } catch (error) {
    if (error instanceof ImportRefused) return { code: error.code, problems: error.problems };
    throw error;
  }
  return { code: 'none', problems: [] };
}

describe('a depositary list', () => {
  it('is read with its lines, days, periods and blanks', () => {
    const [first, second, third] = readTreatyList(list(estonia, lebanon, america), known);
    expect(first).toMatchObject({
      line: 2,
      iso_a2: 'EE',
      status: 'withdrawn',
      date_consent: '2004-05-12',
      date_signed: null,
      confidence: 'high',
    });
    expect(second).toMatchObject({
      line: 3,
      date_consent: null,
      date_consent_precision: 'year_only:2026',
      confidence: 'medium',
    });
    expect(third).toMatchObject({ line: 4, status: 'non_party', consent_type: null });
  });

  it('may come with a byte order mark, Windows line ends, blank lines, further columns and columns in another order', () => {
    const columns =
      'source,status,iso_a2,convention,date_signed,consent_type,date_consent,entry_into_force,date_withdrawal_notified,date_withdrawal_effective,confidence,colour';
    const csv = [
      '\ufeff' + columns,
      '',
      'UNTC,state_party,EE,APMBC,,accession,2004-05-12,2004-11-01,,,high,blue',
      '',
    ].join('\r\n');
    expect(readTreatyList(csv, known)).toEqual([
      expect.objectContaining({ iso_a2: 'EE', date_consent: '2004-05-12', source: 'UNTC' }),
    ]);
  });

  it('that is bundled is read completely', () => {
    const text = readFileSync(join(prismaFolder(), 'reference', 'treaty_status.csv'), 'utf8');
    const states = new Set([...text.matchAll(/^([A-Z]{2}),/gm)].map(([, iso = '']) => iso));
    expect(readTreatyList(text, states)).toHaveLength(398);
  });

  it.each([
    ['an unknown country', 'XX,APMBC,non_party,,,,,,,,UNTC,high', 'unknown country code "XX".'],
    ['no country', ',APMBC,non_party,,,,,,,,UNTC,high', 'unknown country code "".'],
    ['an unknown convention', 'EE,CWC,non_party,,,,,,,,UNTC,high', 'convention is not APMBC or CCM.'],
    ['an unknown status', 'EE,APMBC,member,,,,,,,,UNTC,high', 'status is not a status.'],
    [
      'a day that does not exist',
      'EE,APMBC,state_party,,accession,2004-02-30,day,,,,UNTC,high',
      'date_consent is not a day like 2027-04-04.',
    ],
    [
      'a day in another spelling',
      'EE,APMBC,state_party,,accession,12 May 2004,day,,,,UNTC,high',
      'date_consent is not a day like 2027-04-04.',
    ],
    [
      'an unknown way of consenting',
      'EE,APMBC,state_party,,marriage,2004-05-12,day,,,,UNTC,high',
      'consent_type is not a way of consenting.',
    ],
    ['no source', 'EE,APMBC,non_party,,,,,,,,,high', 'source is required.'],
    [
      'a party without a consent',
      'EE,APMBC,state_party,,,,,,,,UNTC,high',
      'it says party, but gives no consent to be bound.',
    ],
    ['a consent of no kind', 'EE,APMBC,state_party,,,2004-05-12,day,,,,UNTC,high', 'the kind of consent is missing.'],
    [
      'a withdrawal without its days',
      'EE,APMBC,withdrawn,,accession,2004-05-12,day,,2025-06-27,,UNTC,high',
      'it says withdrawn, but the day of notice or of effect is missing.',
    ],
    [
      'a withdrawal without a consent',
      'EE,APMBC,withdrawn,,,,,,2025-06-27,2025-12-27,UNTC,high',
      'a withdrawal without a consent before it.',
    ],
    [
      'a withdrawal before the consent',
      'EE,APMBC,withdrawn,,accession,2025-07-01,day,,2025-06-27,2025-12-27,UNTC,high',
      'the withdrawal is earlier than the consent.',
    ],
    [
      'an effect before the notice',
      'EE,APMBC,withdrawn,,accession,2004-05-12,day,,2025-12-27,2025-06-27,UNTC,high',
      'the withdrawal takes effect before its notice.',
    ],
  ])('with %s is refused, and the line is named', (_, line, problem) => {
    expect(refusalOf(list(lebanon, line))).toEqual({ code: 'ledger.import_invalid', problems: [`Line 3: ${problem}`] });
  });

  it('with a state twice under one convention is refused, under both it is not', () => {
    expect(refusalOf(list(estonia, lebanon, estonia))).toEqual({
      code: 'ledger.import_invalid',
      problems: ['Line 4: EE APMBC appears twice in the file.'],
    });
    expect(refusalOf(list(america, america.replace('APMBC', 'CCM'))).code).toBe('none');
  });

  it('gets all its problems reported at once, fifty at most', () => {
    const { problems } = refusalOf(list('XX,APMBC,non_party,,,,,,,,UNTC,high', estonia, 'EE,APMBC,,,,,,,,,,high'));
    expect(problems).toEqual([
      'Line 2: unknown country code "XX".',
      'Line 4: status is not a status.',
      'Line 4: source is required.',
    ]);
    expect(refusalOf(list(...Array<string>(80).fill('XX,APMBC,non_party,,,,,,,,UNTC,high'))).problems).toHaveLength(50);
  });

  it('gets the line reported as an editor counts it, after blank lines and lines within a cell', () => {
    const broken = 'XX,APMBC,non_party,,,,,,,,UNTC,high';
    expect(refusalOf(list(lebanon, '', '', broken)).problems).toEqual(['Line 5: unknown country code "XX".']);
    for (const lineEnd of ['\n', '\r\n']) {
      const csv = list(lebanon.replace('UNTC', '"UNTC,\npage 2"'), broken).replaceAll('\n', lineEnd);
      expect(refusalOf(csv).problems).toEqual(['Line 4: unknown country code "XX".']);
    }
  });

  it('without required columns gets them reported, line by line', () => {
    expect(refusalOf('iso_a2,convention,status\nUS,APMBC,non_party').problems).toEqual([
      'Line 2: date_signed is missing.',
      'Line 2: consent_type is missing.',
      'Line 2: date_consent is missing.',
      'Line 2: entry_into_force is missing.',
      'Line 2: date_withdrawal_notified is missing.',
      'Line 2: date_withdrawal_effective is missing.',
      'Line 2: source is missing.',
    ]);
    expect(refusalOf('country\nUnited States').problems).toContain('Line 2: iso_a2 is missing.');
  });

  it.each([
    ['a quote that never ends', list('EE,"APMBC,non_party'), /Quote/],
    ['a line that is too short', list('EE,APMBC'), /line 2/],
    ['a line that is too long', list(`${america},,,`), /line 2/],
  ])('with %s cannot be read', (_, csv, sentence) => {
    const { code, problems } = refusalOf(csv);
    expect(code).toBe('ledger.import_unreadable');
    expect(problems).toEqual([expect.stringMatching(/^The file is not a readable CSV file: /)]);
    expect(problems[0]).toMatch(sentence);
  });

  it.each([
    ['nothing', ''],
    ['a header alone', header],
  ])('with %s holds no data', (_, csv) => {
    expect(refusalOf(csv)).toEqual({ code: 'ledger.import_invalid', problems: ['The file contains no line of data.'] });
  });
});
