import type { Day } from '../platform/day.js';
import { differenceTo, wantedEvents, type WantedEvent } from './ledger-diff.js';
import type { LedgerEvent } from './ledger-event.js';
import { readTreatyList, type ListRow } from './treaty-list.js';

const statusUrl = 'https://treaties.un.org/status';
const asOf = '2026-11-23';
const empty = {
  iso_a2: 'EE',
  convention: 'APMBC',
  status: 'state_party',
  date_signed: '',
  consent_type: 'accession',
  date_consent: '2004-05-12',
  date_consent_precision: '',
  entry_into_force: '2004-11-01',
  entry_into_force_basis: '',
  date_provisional_application: '',
  date_withdrawal_notified: '',
  date_withdrawal_effective: '',
  depositary_notification: '',
  status_verified_through: '2026-02-03',
  source: 'UNTC chapter XXVI-5',
  confidence: 'high',
};
/** A line of a list, read as lists are read. */
function row(cells: Partial<Record<keyof typeof empty, string>> = {}): ListRow {
  const all = { ...empty, ...cells };
  const csv = [Object.keys(all), Object.values(all)]
    .map((line) => line.map((cell) => `"${cell}"`).join(','))
    .join('\n');
  return readTreatyList(csv, new Set(['EE']))[0]!;
}
const wanted = (cells: Parameters<typeof row>[0] = {}, day: Day = asOf) => wantedEvents(row(cells), day, statusUrl);
/** The wanted events as the ledger keeps them. */
const asHeld = (events: WantedEvent[]): LedgerEvent[] => {
  const idOf = (kind?: string) => events.find((event) => event.kind === kind);
  const answered: Record<string, string> = { entered_into_force: 'consented', withdrawal_effective: 'notice_received' };
  const name = (event: WantedEvent): string => `${event.kind} ${event.on ?? event.in}`;
  return events.map((event) => {
    const target = idOf(answered[event.kind]);
    return { ...event, id: name(event), root: name(event), relatesTo: target ? name(target) : null };
  });
};
/** What would be written, in words. */
const changes = (wantedNow: WantedEvent[], held: LedgerEvent[]): string[] =>
  differenceTo(wantedNow, held).changes.map(
    ({ event, corrects }) =>
      `${event.kind} ${event.on ?? event.in}${corrects ? ` for ${corrects.on ?? corrects.in}` : ''}`,
  );

const leaving = {
  status: 'withdrawn',
  date_withdrawal_notified: '2025-06-27',
  date_withdrawal_effective: '2025-12-27',
  depositary_notification: 'C.N.360.2025',
};
const rejoined = {
  consent_type: 'accession',
  date_consent: '2027-01-15',
  entry_into_force: '2027-07-01',
  status_verified_through: '',
};

describe('what a line of a list says happened', () => {
  it('is an event for each day it gives', () => {
    expect(
      wanted({ date_signed: '1997-12-03', ...leaving }).map(({ kind, on, notification }) => [kind, on, notification]),
    ).toEqual([
      ['signed', '1997-12-03', null],
      ['consented', '2004-05-12', null],
      ['entered_into_force', '2004-11-01', null],
      ['notice_received', '2025-06-27', 'C.N.360.2025'],
      ['withdrawal_effective', '2025-12-27', 'C.N.360.2025'],
    ]);
    expect(wanted({ status: 'non_party', consent_type: '', date_consent: '', entry_into_force: '' })).toEqual([]);
  });

  it('is proved to the day the line was verified, or to that of the list where the day is later', () => {
    const events = wanted({
      ...leaving,
      date_withdrawal_notified: '2026-04-10',
      date_withdrawal_effective: '2026-10-10',
    });
    expect(events.map(({ asOf: proved }) => proved)).toEqual(['2026-02-03', '2026-02-03', '2026-11-23', '2026-11-23']);
    expect(wanted({ status_verified_through: '' }).map(({ asOf: proved }) => proved)).toEqual([
      '2026-11-23',
      '2026-11-23',
    ]);
  });

  // The day of the list used to stand for that of the row's source, and so for a day in the State's relations to the convention.
  it('is a consent in a year, as of the day the line speaks to, else of the list, where the day is missing', () => {
    const undated = { date_consent: '', date_consent_precision: 'year_only:2026', entry_into_force: '' };
    expect(wanted({ ...undated, status_verified_through: '2026-08-31' })[0]).toMatchObject({
      in: '2026',
      asOf: '2026-08-31',
    });
    const [consent, ...more] = wanted({ ...undated, status_verified_through: '' });
    expect(consent).toMatchObject({
      kind: 'consented',
      on: null,
      in: '2026',
      asOf: '2026-11-23',
      consentKind: 'accession',
    });
    expect(more).toEqual([]);
    expect(
      wanted({ date_consent: '', date_consent_precision: 'month_only:2026-05', entry_into_force: '' })[0],
    ).toMatchObject({
      in: '2026-05',
    });
  });

  it('keeps what the list notes about provisional application and the way the entry into force was found', () => {
    const [consent, entry] = wanted({
      date_provisional_application: '2004-05-12',
      entry_into_force_basis: 'Art 17(2)',
    });
    expect([consent?.note, entry?.note]).toEqual(['Provisional application from 2004-05-12.', 'Art 17(2)']);
  });

  it.each([
    ['UNTC MTDSG ch. XXVI-5, status page', statusUrl],
    ['Depositary, see treaties.un.org', statusUrl],
    ['A report (https://example.org/report?year=2026), page 3', 'https://example.org/report?year=2026'],
    ['Machine copy (GitHub ikethepike/mondiale data/treaties.gen.ts)', 'https://github.com/ikethepike/mondiale'],
    ['A newspaper of 3 May', null],
  ])('from "%s" has the address %s', (source, url) => {
    expect(wanted({ source }).map(({ sourceTitle, sourceUrl }) => [sourceTitle, sourceUrl])).toEqual([
      [source, url],
      [source, url],
    ]);
  });
});

describe('the difference of a list to the ledger', () => {
  it('is nothing where both say the same, whatever else has changed in the source', () => {
    const held = asHeld(wanted(leaving));
    const again = wanted(
      { ...leaving, source: 'Another title', confidence: 'low', status_verified_through: '2026-11-20' },
      '2026-12-01',
    );
    expect(differenceTo(again, held)).toEqual({ changes: [], extra: [] });
  });

  it('is all of it where the ledger is empty, and a correction where a day or the way of consenting differs', () => {
    const held = asHeld(wanted());
    expect(changes(wanted(), [])).toEqual(['consented 2004-05-12', 'entered_into_force 2004-11-01']);
    expect(changes(wanted({ date_consent: '2004-05-13' }), held)).toEqual(['consented 2004-05-13 for 2004-05-12']);
    expect(changes(wanted({ consent_type: 'acceptance' }), held)).toEqual(['consented 2004-05-12 for 2004-05-12']);
    expect(changes(wanted(leaving), held)).toEqual(['notice_received 2025-06-27', 'withdrawal_effective 2025-12-27']);
  });

  it('is a correction and an entry into force once a day that was missing is known', () => {
    const held = asHeld(wanted({ date_consent: '', date_consent_precision: 'year_only:2026', entry_into_force: '' }));
    const known = wanted({ date_consent: '2026-05-07', entry_into_force: '2026-11-01', status_verified_through: '' });
    expect(changes(known, held)).toEqual(['consented 2026-05-07 for 2026', 'entered_into_force 2026-11-01']);
  });

  it('names what is in the ledger but not in the list, of the kinds that lists show', () => {
    const announced: LedgerEvent = {
      ...asHeld(wanted())[0]!,
      id: 'vote',
      root: 'vote',
      kind: 'withdrawal_approved',
      consentKind: null,
    };
    const { changes: none, extra } = differenceTo(wanted(), [...asHeld(wanted(leaving)), announced]);
    expect(none).toEqual([]);
    expect(extra.map(({ kind }) => kind)).toEqual(['notice_received', 'withdrawal_effective']);
  });

  describe('for a state that left', () => {
    const held = asHeld(wanted(leaving));

    it('is a correction of the withdrawal where only its days differ', () => {
      const moved = wanted({
        ...leaving,
        date_withdrawal_notified: '2025-06-28',
        date_withdrawal_effective: '2025-12-28',
      });
      expect(changes(moved, held)).toEqual([
        'notice_received 2025-06-28 for 2025-06-27',
        'withdrawal_effective 2025-12-28 for 2025-12-27',
      ]);
    });

    it('and joined again is new, and leaves what was before', () => {
      expect(changes(wanted(rejoined), held)).toEqual(['consented 2027-01-15', 'entered_into_force 2027-07-01']);
    });

    it('and joined again in a year is new too', () => {
      const inYear = { ...rejoined, date_consent: '', date_consent_precision: 'year_only:2027', entry_into_force: '' };
      expect(changes(wanted(inYear, '2027-11-01'), held)).toEqual(['consented 2027']);
    });

    it('and joined again is new where the ledger has only the notice, and its effect is computed', () => {
      expect(
        changes(
          wanted(rejoined),
          held.filter(({ kind }) => kind !== 'withdrawal_effective'),
        ),
      ).toEqual(['consented 2027-01-15', 'entered_into_force 2027-07-01']);
    });

    it('and left a second time is new from the second consent on', () => {
      const secondTime = {
        ...rejoined,
        status: 'withdrawn',
        date_withdrawal_notified: '2028-01-10',
        date_withdrawal_effective: '2028-07-10',
      };
      const second = ['notice_received 2028-01-10', 'withdrawal_effective 2028-07-10'];
      expect(changes(wanted(secondTime), [...held, ...asHeld(wanted(rejoined))])).toEqual(second);
      expect(changes(wanted(secondTime), held)).toEqual([
        'consented 2027-01-15',
        'entered_into_force 2027-07-01',
        ...second,
      ]);
    });
  });
});
