import { catalogue } from '../../platform/texts/catalogue.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import { composeCorrection } from '../writing/compose-correction.js';
import type { CorrectionReasons } from '../writing/corrections.schema.js';
import { findingsOf, weightOf, type SentLetter } from './findings.js';

const at = (day: string): Date => new Date(`${day}T12:00:00Z`);
const claim = (key: string, reviews: [string, string][] = [], more: Partial<StaffClaim> = {}): StaffClaim =>
  ({
    key,
    reviews: reviews.map(([decision, day]) => ({
      decision,
      verdict: 'true',
      note: null,
      reviewedBy: 'x',
      reviewedAt: at(day),
    })),
    retiredAt: null,
    obstacle: null,
    expiresOn: '2028-01-01',
    ...more,
  }) as StaffClaim;
const counts = (takenBack: number, setAside: number) => ({
  asOf: '2027-04-01',
  total: 1234,
  byCountry: [],
  byMonth: [],
  waiting: 0,
  setAside,
  takenBack,
});
const letter: SentLetter = {
  sentAt: at('2027-04-02'),
  claims: ['C01', 'C02', 'C03', 'C04'],
  positions: { APMBC: 'party', CCM: 'party' },
  annex: counts(5, 7),
  withdrawals: [],
  corrected: null,
};
const now = (claims: StaffClaim[], positions = letter.positions, known = counts(5, 7)) => ({
  claims: new Map(claims.map((one) => [one.key, one])),
  positions,
  counts: known,
});

describe('what is no longer accurate in a letter', () => {
  it('is nothing while everything is accurate', () => {
    const found = findingsOf(
      letter,
      now([claim('C01', [['corrected', '2027-04-01']]), claim('C02', [['checked', '2027-05-01']])]),
    );
    expect(found).toEqual({ claims: [], positions: [], withdrawn: 0, counts: null });
    expect(weightOf(found)).toBeNull();
  });

  it('is each claim corrected, retired or expired since, by its note and version', () => {
    const found = findingsOf(
      letter,
      now([
        claim('C01', [
          ['corrected', '2027-05-01'],
          ['corrected', '2027-03-01'],
        ]),
        claim('C02', [['retired', '2027-05-02']], { retiredAt: at('2027-05-02'), obstacle: 'retired' }),
        claim('C03', [], { obstacle: 'expired', expiresOn: '2027-04-20' }),
        claim('C04', [['corrected', '2027-05-03']], { obstacle: 'opinion' }),
      ]),
    );
    expect(
      found.claims.map(({ key, note, change, on, then, now: version }) => [key, note, change, on, then, version]),
    ).toEqual([
      ['C01', 1, 'corrected', '2027-05-01', 2, 3],
      ['C02', 2, 'retired', '2027-05-02', 1, 1],
      ['C03', 3, 'expired', '2027-04-20', 1, 1],
      ['C04', 4, 'retired', '2027-05-03', 1, 2],
    ]);
    expect(weightOf(found)).toBe('wrong');
    expect(weightOf({ ...found, claims: found.claims.filter(({ change }) => change === 'expired') })).toBe('expired');
  });

  it('is a corrected position, withdrawn letters, and changed counts', () => {
    const found = findingsOf(
      { ...letter, withdrawals: [at('2027-04-03')] },
      now([], { APMBC: 'withdrawn', CCM: 'party' }, counts(8, 9)),
    );
    expect(found).toEqual({
      claims: [],
      positions: [{ convention: 'APMBC', said: 'party', holds: 'withdrawn' }],
      withdrawn: 1,
      counts: { asOf: '2027-04-01', said: 1234, takenBack: 3, setAside: 2 },
    });
  });

  it('is only what changed since a correction was drafted', () => {
    const corrected = {
      draftedAt: at('2027-05-10'),
      positions: [{ convention: 'APMBC' as const, said: 'party', holds: 'withdrawn' }],
      annex: counts(8, 9),
    };
    const state = now(
      [claim('C01', [['corrected', '2027-05-01']]), claim('C02', [['corrected', '2027-05-11']])],
      { APMBC: 'withdrawn', CCM: 'party' },
      counts(8, 9),
    );
    const found = findingsOf({ ...letter, withdrawals: [at('2027-04-03'), at('2027-05-12')], corrected }, state);
    expect(found).toMatchObject({ claims: [{ key: 'C02' }], positions: [], withdrawn: 1, counts: null });
  });
});

describe('a correction', () => {
  const correctionTexts = catalogue('letter-corrections');
  const reasons: CorrectionReasons = {
    claims: [
      { key: 'C01', note: 1, change: 'corrected', on: '2027-05-01', then: 1, now: 2 },
      { key: 'C02', note: 2, change: 'retired', on: '2027-05-01', then: 1, now: 1 },
      { key: 'C03', note: 3, change: 'expired', on: '2027-05-01', then: 1, now: 1 },
    ],
    positions: [{ convention: 'APMBC', said: 'party', holds: 'notice_running' }],
    withdrawn: 4,
    counts: { asOf: '2027-04-01', said: 1234, takenBack: 3, setAside: 2 },
  };

  it.each(['en', 'fr', 'es'] as const)(
    'in %s names our letter, its day, what was wrong and what is true now',
    (locale) => {
      const values = {
        'letter.reference': 'DEM-2',
        'state.name': 'Atlantis',
        'addressee.envelope': 'To the Minister',
      } as never;
      const facts = new Map([['C01', 'It is\n# otherwise.']]);
      const letters = [{ reference: 'DEM-1', sentAt: at('2027-04-02'), reasons }];
      const { subject, text, claims } = composeCorrection({ letters, facts, values, locale });
      expect(subject).toContain('DEM-1');
      expect(subject).toContain('DEM-2');
      for (const part of [
        'DEM-1',
        '2027',
        'It is # otherwise.',
        'Atlantis',
        correctionTexts(locale).positions.notice_running,
        '1',
        '4',
      ])
        expect(text).toContain(part);
      expect(text).not.toMatch(/[{}]|^#/m);
      expect(claims).toEqual(['C01']);
    },
  );

  it('has words for everything in each language, none of them English', () => {
    const leaves = (value: unknown): string[] =>
      typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leaves);
    for (const locale of ['fr', 'es'] as const) {
      const own = leaves(correctionTexts(locale));
      expect(own).toHaveLength(leaves(correctionTexts('en')).length);
      expect(own.filter((text) => text.split(' ').length > 2 && leaves(correctionTexts('en')).includes(text))).toEqual(
        [],
      );
    }
  });
});
