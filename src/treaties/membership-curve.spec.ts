import fc from 'fast-check';
import { addDays, addMonths, type Day } from '../platform/day.js';
import { derivePosition, entryIntoForce, type DerivedPosition } from './derive-position.js';
import { eventKinds, type EventKind } from './event.values.js';
import { countsFrom, type LedgerEvent } from './ledger-event.js';
import { checkEvent } from './ledger-rules.js';
import { membershipCurve, positionChanges } from './membership-curve.js';
import { depositaryParties, positions } from './position.status.js';
import { LedgerRefused } from './treaties.errors.js';
import { event } from '../../test/support/ledger-event.js';

describe('membership over time', () => {
  const leaver = [event('consent', 'consented', '2004-05-12'), event('notice', 'notice_received', '2025-06-27')];
  const joiner = [event('consent', 'consented', '2025-12-27')];
  const signatory = [event('signature', 'signed', '2004-05-12')];

  it('is given change by change, up to a day', () => {
    const told = (until: Day): string[] =>
      positionChanges(leaver, until).map(({ on, from, position }) => `${on} ${from} → ${position}`);
    expect(told('2025-12-26')).toEqual([
      '2004-05-12 not_party → contracting',
      '2004-11-01 contracting → party',
      '2025-06-27 party → notice_running',
    ]);
    expect(told('2025-12-27').at(-1)).toBe('2025-12-27 notice_running → withdrawn');
  });

  it('is a curve with one point for each day on which the number of parties changed', () => {
    expect(membershipCurve([leaver, signatory], '2026-01-01')).toEqual([
      { on: '2004-05-12', n: 1 },
      { on: '2025-12-27', n: 0 },
    ]);
    expect(membershipCurve([signatory], '2026-01-01')).toEqual([]);
  });

  it('has no point for what happened on a day that is not known', () => {
    const undated = [
      event('consent', 'consented', null, { in: '2026', asOf: '2026-11-23' }),
      event('notice', 'notice_received', '2027-01-10'),
    ];
    expect(membershipCurve([leaver, undated], '2028-01-01')).toEqual([
      { on: '2004-05-12', n: 1 },
      { on: '2025-12-27', n: 0 },
    ]);
    expect(positionChanges(undated, '2027-12-31').map(({ position, dayKnown }) => [position, dayKnown])).toEqual([
      ['contracting', false],
      ['notice_running', true],
      ['withdrawn', true],
    ]);
  });

  it('has no point on a day on which one left and another joined', () => {
    expect(membershipCurve([leaver, joiner], '2026-01-01')).toEqual([{ on: '2004-05-12', n: 1 }]);
  });
});

const start: Day = '2000-01-01';
const kind = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<EventKind>('consented', 'notice_received') },
  { weight: 2, arbitrary: fc.constantFrom<EventKind>(...eventKinds) },
);
const candidate = (exact: fc.Arbitrary<boolean>) =>
  fc.record({ kind, gap: fc.integer({ min: 0, max: 250 }), exact, ahead: fc.integer({ min: 0, max: 250 }) });
/** Whatever the ledger accepts of some events in a row. */
const enteredWith = (exact: fc.Arbitrary<boolean>) =>
  fc.array(candidate(exact), { minLength: 6, maxLength: 20 }).map((candidates) => {
    const accepted: LedgerEvent[] = [];
    let today = start;
    for (const [index, { kind, gap, exact, ahead }] of candidates.entries()) {
      today = addDays(today, gap);
      const on =
        kind === 'withdrawal_effective' || kind === 'entered_into_force' ? addDays(today, ahead) : exact ? today : null;
      const next = event(`${index}`, kind, on, { asOf: today, in: on === null ? today.slice(0, 7) : null });
      try {
        const relatesTo = checkEvent(next, { history: accepted, adoptedOn: start, openedOn: start, today });
        accepted.push({ ...next, relatesTo });
      } catch (error) {
        if (!(error instanceof LedgerRefused)) throw error;
      }
    }
    return accepted;
  });
const entered = enteredWith(fc.boolean());
const inAnyOrder = (events: LedgerEvent[]) => fc.shuffledSubarray(events, { minLength: events.length });
const history = entered.chain(inAnyOrder);
const datedHistory = enteredWith(fc.constant(true)).chain(inAnyOrder);
const end = addDays(start, 6_000);
/** Each day on which something may begin or end, and the days beside it. */
const edges = (events: readonly LedgerEvent[]): Day[] =>
  events
    .map(countsFrom)
    .flatMap((day) =>
      [day, addMonths(day, 6).on, entryIntoForce(day)].flatMap((edge) => [-1, 0, 1].map((n) => addDays(edge, n))),
    );
const anyDay = fc.integer({ min: 0, max: 6_000 }).map((n) => addDays(start, n));

describe('for any history the ledger allows', () => {
  it('all positions come up', () => {
    const seen = new Set(
      fc
        .sample(history, { numRuns: 300, seed: 1 })
        .flatMap((events) => edges(events).map((on) => derivePosition(events, on).position)),
    );
    expect([...seen].sort()).toEqual([...positions].sort());
  });

  it('the position on a day is the last of the changes up to that day', () => {
    fc.assert(
      fc.property(history, fc.array(anyDay), (events, days) => {
        const changes = positionChanges(events, end);
        for (const day of [...edges(events), ...days].filter((on) => on <= end)) {
          const last = changes.findLast(({ on }) => on <= day);
          expect([day, derivePosition(events, day).position]).toEqual([day, last?.position ?? 'not_party']);
        }
        for (const { on, from, position } of changes)
          expect([derivePosition(events, addDays(on, -1)).position, derivePosition(events, on).position]).toEqual([
            from,
            position,
          ]);
      }),
    );
  });

  it('the curve of membership is the number of parties counted day by day', () => {
    fc.assert(
      fc.property(fc.array(datedHistory, { minLength: 1, maxLength: 5 }), fc.array(anyDay), (histories, days) => {
        const curve = membershipCurve(histories, end);
        for (const day of [...histories.flatMap(edges), ...days].filter((on) => on <= end)) {
          const counted = histories.filter((events) =>
            depositaryParties.includes(derivePosition(events, day).position),
          ).length;
          expect([day, curve.findLast(({ on }) => on <= day)?.n ?? 0]).toEqual([day, counted]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('the order in which events are read changes nothing', () => {
    fc.assert(
      fc.property(history, (events) => {
        for (const day of edges(events)) {
          const { position, since } = derivePosition(events, day);
          expect(derivePosition(events.toReversed(), day)).toMatchObject({ position, since });
        }
      }),
    );
  });

  it('what the entry rule accepts is what the derivation does with it', () => {
    const taken: Partial<Record<EventKind, (derived: DerivedPosition) => boolean>> = {
      consented: ({ position }) => depositaryParties.includes(position),
      notice_received: ({ position }) => position === 'notice_running',
      notice_revoked: ({ clock }) => clock?.state === 'notice_revoked',
      withdrawal_effective: ({ clock }) => clock?.state !== 'notice_revoked',
    };
    fc.assert(
      fc.property(entered, (events) => {
        for (const [index, one] of events.entries()) {
          const derived = derivePosition(
            events.slice(0, index + 1),
            one.kind === 'withdrawal_effective' ? one.asOf : countsFrom(one),
          );
          expect([one.kind, taken[one.kind]?.(derived) ?? true]).toEqual([one.kind, true]);
        }
      }),
    );
  });
});
