import { addMonths, type Day } from '../platform/day.js';
import type { LedgerEvent } from './ledger-event.js';
import { derivePosition, entryIntoForce } from './derive-position.js';
import { event } from '../../test/support/ledger-event.js';

const consent = event('consent', 'consented', '2004-05-12');
const notice = event('notice', 'notice_received', '2025-06-27');
const whole = [
  event('signature', 'signed', '1997-12-03'),
  consent,
  event('entry', 'entered_into_force', '2004-11-01', { relatesTo: 'consent' }),
  notice,
  event('effect', 'withdrawal_effective', '2025-12-27', { relatesTo: 'notice' }),
];

describe('the position of a state on a day', () => {
  it.each([
    ['1997-12-02', 'not_party', null],
    ['1997-12-03', 'signatory', '1997-12-03'],
    ['2004-05-11', 'signatory', '1997-12-03'],
    ['2004-05-12', 'contracting', '2004-05-12'],
    ['2004-10-31', 'contracting', '2004-05-12'],
    ['2004-11-01', 'party', '2004-11-01'],
    ['2025-06-26', 'party', '2004-11-01'],
    ['2025-06-27', 'notice_running', '2025-06-27'],
    ['2025-12-26', 'notice_running', '2025-06-27'],
    ['2025-12-27', 'withdrawn', '2025-12-27'],
    ['2099-01-01', 'withdrawn', '2025-12-27'],
  ])('on %s is %s since %s', (on, position, since) => {
    expect(derivePosition(whole, on)).toMatchObject({ position, since, provisional: false });
  });

  it('rests on the events that make it what it is', () => {
    const basis = (on: Day): string[] => derivePosition(whole, on).basis.map(({ id }) => id);
    expect(['1997-01-01', '2000-01-01', '2004-06-01', '2010-01-01', '2025-07-01'].map(basis)).toEqual([
      [],
      ['signature'],
      ['consent'],
      ['consent', 'entry'],
      ['notice', 'effect'],
    ]);
  });

  it('is that of a party from the first day of the sixth month after the deposit, if no event says otherwise', () => {
    expect(entryIntoForce('2004-05-12')).toBe('2004-11-01');
    expect(entryIntoForce('2025-09-30')).toBe('2026-03-01');
    expect(derivePosition([consent], '2004-10-31').position).toBe('contracting');
    expect(derivePosition([consent], '2004-11-01')).toMatchObject({ position: 'party', since: '2004-11-01' });
    const later = event('later', 'entered_into_force', '2005-01-01', { relatesTo: 'consent' });
    expect(derivePosition([consent, later], '2004-12-31').position).toBe('contracting');
    expect(derivePosition([consent, later], '2005-01-01')).toMatchObject({ position: 'party', since: '2005-01-01' });
  });

  it('goes back to independence for a succession that was deposited later', () => {
    const succession = event('consent', 'consented', '2006-10-23', { consentKind: 'succession' });
    const events = [succession, event('entry', 'entered_into_force', '2006-06-03', { relatesTo: 'consent' })];
    expect(derivePosition(events, '2006-06-02').position).toBe('not_party');
    expect(derivePosition(events, '2006-06-03')).toMatchObject({ position: 'party', since: '2006-06-03' });
  });

  // The day of the source used to be printed as the day of accession. It is a day of our books, and no event in the relations of the State.
  it('is contracting, provisionally and since a day nobody knows, while the day of deposit is not known', () => {
    const imprecise = event('consent', 'consented', null, { in: '2026', asOf: '2026-11-23' });
    expect(derivePosition([imprecise], '2026-11-22').position).toBe('not_party');
    for (const on of ['2026-11-23', '2027-05-01', '2030-01-01'])
      expect(derivePosition([imprecise], on)).toMatchObject({
        position: 'contracting',
        since: null,
        sinceIn: '2026',
        provisional: true,
      });
    const entry = event('entry', 'entered_into_force', '2027-03-01', { relatesTo: 'consent' });
    expect(derivePosition([imprecise, entry], '2027-03-01')).toMatchObject({
      position: 'party',
      since: '2027-03-01',
      provisional: true,
    });
  });

  const vague = (id: string, kind: LedgerEvent['kind'], when: string, relatesTo: string | null = null): LedgerEvent =>
    event(id, kind, null, { in: when, relatesTo, asOf: '2026-02-03' });
  const war = event('war', 'armed_conflict_began', '2022-02-24');
  const vagueNotice = vague('notice', 'notice_received', '2025-06');

  it.each<[string, LedgerEvent[], Day, string]>([
    ['a signature', [vague('signature', 'signed', '1998')], '2026-01-01', 'signatory'],
    ['a consent', [vague('consent', 'consented', '2004-05')], '2026-01-01', 'contracting'],
    ['an entry into force', [consent, vague('entry', 'entered_into_force', '2004', 'consent')], '2026-01-01', 'party'],
    ['a notice', [consent, vagueNotice], '2025-08-01', 'notice_running'],
    ['a notice that has run out', [consent, vagueNotice], '2026-08-01', 'withdrawn'],
    ['a notice held by a conflict', [consent, vagueNotice, war], '2026-08-01', 'held_by_armed_conflict'],
    [
      'an effect',
      [consent, notice, vague('effect', 'withdrawal_effective', '2025-12', 'notice')],
      '2026-08-01',
      'withdrawn',
    ],
    [
      'the end of a conflict',
      [consent, notice, war, vague('peace', 'armed_conflict_ended', '2026-03', 'war')],
      '2026-08-01',
      'withdrawn',
    ],
  ])('has no day to show where that of %s is not known', (_, events, on, position) => {
    expect(derivePosition(events, on)).toMatchObject({ position, since: null, provisional: true });
    const { clock } = derivePosition(events, on);
    const shown = events.flatMap(({ on: day }) => (day === null ? [] : [day, addMonths(day, 6).on]));
    for (const day of [clock?.received, clock?.effective, clock?.expiry].filter((one) => one != null))
      expect(shown).toContain(day);
  });

  it('is not changed by announcements, votes, claimed suspensions and objections', () => {
    const noise = (
      [
        'withdrawal_announced',
        'withdrawal_approved',
        'suspension_claimed',
        'objection',
        'armed_conflict_began',
      ] as const
    ).map((kind) => event(kind, kind, '2025-07-18'));
    // The claim itself is told beside the position, so that nobody reads a plain "Party".
    expect(derivePosition([consent, ...noise], '2026-11-24')).toEqual({
      ...derivePosition([consent], '2026-11-24'),
      specialStatus: 'suspension_claimed',
    });
    expect(derivePosition([consent, ...noise], '2025-07-17').specialStatus).toBeNull();
  });

  it('begins again for a state that withdrew and joined again', () => {
    const again = [...whole, event('again', 'consented', '2027-01-15')];
    expect(derivePosition(again, '2027-01-14')).toMatchObject({ position: 'withdrawn', since: '2025-12-27' });
    expect(derivePosition(again, '2027-01-15')).toMatchObject({
      position: 'contracting',
      since: '2027-01-15',
      clock: null,
    });
    expect(derivePosition(again, '2027-07-01')).toMatchObject({ position: 'party', since: '2027-07-01', clock: null });
    const leaving = [...again, event('second', 'notice_received', '2028-01-10')];
    expect(derivePosition(leaving, '2028-01-10').position).toBe('notice_running');
    expect(derivePosition(leaving, '2028-07-10')).toMatchObject({ position: 'withdrawn', since: '2028-07-10' });
  });

  it('is that of a party again from the day the notice was revoked, and another notice starts another clock', () => {
    const revoked = [consent, notice, event('revocation', 'notice_revoked', '2025-10-01', { relatesTo: 'notice' })];
    expect(derivePosition(revoked, '2025-09-30')).toMatchObject({
      position: 'notice_running',
      clock: { effective: '2025-12-27', revokedOn: null },
    });
    expect(derivePosition(revoked, '2025-10-01')).toMatchObject({
      position: 'party',
      since: '2004-11-01',
      clock: { state: 'notice_revoked' },
    });
    expect(derivePosition(revoked, '2026-01-01').position).toBe('party');
    const second = [...revoked, event('second', 'notice_received', '2026-02-01')];
    expect(derivePosition(second, '2026-02-01')).toMatchObject({ position: 'notice_running', since: '2026-02-01' });
    expect(derivePosition(second, '2026-08-01')).toMatchObject({ position: 'withdrawn', since: '2026-08-01' });
  });

  it('is suspended by a conflict that is open on the day of expiry, until that conflict ends', () => {
    const held = [consent, notice, event('war', 'armed_conflict_began', '2024-02-24')];
    expect(derivePosition(held, '2025-12-26')).toMatchObject({ position: 'notice_running', since: '2025-06-27' });
    expect(derivePosition(held, '2025-12-27')).toMatchObject({
      position: 'held_by_armed_conflict',
      since: '2025-12-27',
      clock: { effective: null },
    });
    expect(derivePosition(held, '2040-01-01').position).toBe('held_by_armed_conflict');
    const ended = [...held, event('peace', 'armed_conflict_ended', '2026-05-08', { relatesTo: 'war' })];
    expect(derivePosition(ended, '2026-05-07').position).toBe('held_by_armed_conflict');
    expect(derivePosition(ended, '2026-05-08')).toMatchObject({ position: 'withdrawn', since: '2026-05-08' });
  });

  it('follows the day the depositary stated, against the calendar', () => {
    const stated = (on: Day) => [consent, notice, event('effect', 'withdrawal_effective', on, { relatesTo: 'notice' })];
    expect(derivePosition(stated('2025-12-25'), '2025-12-25')).toMatchObject({
      position: 'withdrawn',
      since: '2025-12-25',
      clock: { stated: true },
    });
    expect(derivePosition(stated('2026-01-05'), '2026-01-04').position).not.toBe('withdrawn');
    expect(derivePosition(stated('2026-01-05'), '2026-01-05')).toMatchObject({
      position: 'withdrawn',
      since: '2026-01-05',
    });
  });

  it('follows it against a conflict only where it was stated on that day or later', () => {
    const war = event('war', 'armed_conflict_began', '2024-02-24');
    const stated = (asOf: Day) => [
      consent,
      notice,
      war,
      event('effect', 'withdrawal_effective', '2025-12-27', { relatesTo: 'notice', asOf }),
    ];
    expect(derivePosition(stated('2025-07-03'), '2026-03-01')).toMatchObject({
      position: 'held_by_armed_conflict',
      since: '2025-12-27',
    });
    for (const asOf of ['2025-12-27', '2026-02-03'])
      expect(derivePosition(stated(asOf), '2026-03-01')).toMatchObject({ position: 'withdrawn', since: '2025-12-27' });
  });

  it('stays that of a party when the notice is revoked while a conflict suspends it, even after that conflict has ended', () => {
    const war = event('war', 'armed_conflict_began', '2022-02-24');
    const peace = event('peace', 'armed_conflict_ended', '2026-05-08', { relatesTo: 'war' });
    const revoked = [
      consent,
      notice,
      war,
      event('revocation', 'notice_revoked', '2026-03-01', { relatesTo: 'notice' }),
    ];
    expect(derivePosition(revoked, '2026-02-28').position).toBe('held_by_armed_conflict');
    expect(derivePosition(revoked, '2026-03-01')).toMatchObject({
      position: 'party',
      clock: { state: 'notice_revoked' },
    });
    expect(derivePosition([...revoked, peace], '2026-06-01').position).toBe('party');
  });

  it('is provisional where the day was moved to the end of a month, unless the depositary stated it', () => {
    const clamped = event('notice', 'notice_received', '2026-08-31');
    expect(derivePosition([consent, clamped], '2026-09-01')).toMatchObject({
      position: 'notice_running',
      provisional: true,
    });
    expect(derivePosition([consent, clamped], '2027-02-28')).toMatchObject({
      position: 'withdrawn',
      since: '2027-02-28',
      provisional: true,
    });
    const stated = event('effect', 'withdrawal_effective', '2027-02-28', { relatesTo: 'notice' });
    expect(derivePosition([consent, clamped, stated], '2027-02-28')).toMatchObject({
      position: 'withdrawn',
      provisional: false,
    });
    const imprecise = event('notice', 'notice_received', null, { in: '2026-05', asOf: '2026-05-31' });
    expect(derivePosition([consent, imprecise], '2026-06-01')).toMatchObject({
      position: 'notice_running',
      since: null,
      provisional: true,
    });
  });
});
