import { describe, expect, it } from '@jest/globals';
import type { StateUnderConvention } from '../../treaties/positions.service.js';
import { addresseesOf, conventionOf, type Ledger, type Scope } from './addressees.js';

const scope: Scope = {
  addresseeKind: 'group',
  addresseeCode: 'parties:APMBC',
  statedOn: '2027-01-01',
  letterSection: null,
  basis: [],
};
/** Positions by State, each with the day it began. */
const ledgerOf =
  (positions: Record<string, [from: string, position: string][]>): Ledger =>
  (iso, on) => {
    const begun = (positions[iso] ?? []).filter(([from]) => from <= on);
    const events = begun.map(([from]) => ({ on: from, in: null, source: { asOf: from } }));
    const one = {
      convention: 'APMBC',
      position: begun.at(-1)?.[1] ?? 'not_party',
      specialStatus: null,
      clock: null,
      events,
    };
    return [one as unknown as StateUnderConvention];
  };

describe('the addressees of a group', () => {
  const ledger = ledgerOf({
    AA: [['2000-01-01', 'party']],
    BB: [
      ['2000-01-01', 'party'],
      ['2027-02-01', 'notice_running'],
    ],
    CC: [['2027-03-01', 'party']],
    DD: [
      ['2027-03-01', 'party'],
      ['2027-03-05', 'notice_running'],
    ],
    EE: [
      ['2000-01-01', 'party'],
      ['2026-12-01', 'notice_running'],
    ],
  });
  const isos = ['AA', 'BB', 'CC', 'DD', 'EE', 'FF'];

  it('are those that belong to it on any day since the statement, from their first day on', () => {
    expect(addresseesOf(scope, isos, ledger, '2027-01-01').map(({ iso }) => iso)).toEqual(['AA', 'BB']);
    expect(addresseesOf(scope, isos, ledger, '2027-06-01')).toEqual([
      { iso: 'AA', since: '2027-01-01' },
      { iso: 'BB', since: '2027-01-01' },
      { iso: 'CC', since: '2027-03-01' },
      { iso: 'DD', since: '2027-03-01' },
    ]);
  });

  it('are the State or the institution where a demand names one', () => {
    const state: Scope = { ...scope, addresseeKind: 'state', addresseeCode: 'FF' };
    expect(addresseesOf(state, isos, ledger, '2027-06-01')).toEqual([{ iso: 'FF', since: '2027-01-01' }]);
    const institution: Scope = { ...scope, addresseeKind: 'institution', addresseeCode: null };
    expect(addresseesOf(institution, isos, ledger, '2027-06-01')).toEqual([{ iso: null, since: '2027-01-01' }]);
  });
});

describe('the convention of a demand', () => {
  const state: Scope = { ...scope, addresseeKind: 'state', addresseeCode: 'FF' };
  it.each([
    [scope, 'APMBC'],
    [{ ...state, letterSection: 'CCM/ask', basis: ['APMBC-20'] }, 'CCM'],
    [{ ...state, basis: ['VCLT-68', 'APMBC-20'] }, 'APMBC'],
    [{ ...state, basis: ['CCM-20', 'APMBC-20'] }, null],
    [state, null],
  ])('%#', (asked, expected) => {
    expect(conventionOf(asked)).toBe(expected);
  });
});
