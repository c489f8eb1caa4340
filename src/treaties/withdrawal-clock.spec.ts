import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { addDays, addMonths } from '../platform/day.js';
import { prismaFolder } from '../platform/database/migrate.js';
import { withdrawalClock, type Conflict } from './withdrawal-clock.js';

interface Vector {
  id: string;
  why?: string;
  received: string;
  today: string;
  revoked?: string;
  stated?: { day: string; notedOn: string };
  conflicts?: [string, string | null][];
  expect: { state: string; expiry: string; effective: string | null };
}

const { vectors } = JSON.parse(readFileSync(join(prismaFolder(), 'reference', 'withdrawal_vectors.json'), 'utf8')) as {
  vectors: Vector[];
};

describe('the withdrawal clock', () => {
  it('knows all historical and synthetic cases', () => {
    expect(vectors).toHaveLength(28);
  });

  it.each(vectors)('$id: $why', ({ received, today, revoked, stated, conflicts = [], expect: expected }) => {
    const notice = {
      received,
      revoked: revoked ?? null,
      stated: stated ?? null,
      conflicts: conflicts.map(([from, to]) => ({ from, to })),
    };
    const clock = withdrawalClock(notice, today);
    const { state, expiry, effective } = clock;
    expect({ state, expiry, effective }).toEqual(expected);
  });

  // Until now a statement prevailed over a conflict whenever it was made. One made in advance only computes the day, under the condition of Article 20(3).
  it('uses a day stated in advance as the expiry, and lets an open conflict suspend it', () => {
    const stated = { day: '2026-07-12', notedOn: '2026-01-15' };
    expect(withdrawalClock({ received: '2026-01-10', stated }, '2026-07-11')).toMatchObject({
      state: 'notice_running',
      expiry: '2026-07-12',
    });
    expect(withdrawalClock({ received: '2026-01-10', stated }, '2026-07-12')).toMatchObject({
      state: 'withdrawn',
      effective: '2026-07-12',
    });
    const conflicts = [{ from: '2026-07-12', to: null }];
    expect(withdrawalClock({ received: '2026-01-10', stated, conflicts }, '2026-07-12').state).toBe(
      'held_by_armed_conflict',
    );
  });

  it.each([
    ['the day before', '2026-07-11', 'held_by_armed_conflict'],
    ['the day itself', '2026-07-12', 'withdrawn'],
    ['a day after', '2026-09-01', 'withdrawn'],
  ])('of statements under an open conflict, one made on %s', (_, notedOn, state) => {
    const conflicts = [{ from: '2026-01-01', to: null }];
    expect(
      withdrawalClock({ received: '2026-01-10', stated: { day: '2026-07-12', notedOn }, conflicts }, '2026-10-01')
        .state,
    ).toBe(state);
  });

  it.each([
    ['the day before the effect', '2026-09-29', 'notice_revoked'],
    ['the day of effect', '2026-09-30', 'withdrawn'],
  ])('counts a revocation until the day of effect, not of expiry: %s', (_, revoked, state) => {
    const conflicts = [{ from: '2026-01-01', to: '2026-09-30' }];
    expect(withdrawalClock({ received: '2026-01-10', revoked, conflicts }, '2026-10-01').state).toBe(state);
  });

  it('says when the day had to be moved to the end of a month', () => {
    expect(withdrawalClock({ received: '2026-08-31' }, '2026-09-01')).toMatchObject({
      expiry: '2027-02-28',
      clamped: true,
    });
    expect(withdrawalClock({ received: '2026-08-28' }, '2026-09-01')).toMatchObject({
      expiry: '2027-02-28',
      clamped: false,
    });
  });
});

const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1999-03-01', n));
/** Days around month ends and leap days come up often. */
const edgeDay = fc
  .tuple(fc.integer({ min: 1999, max: 2050 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: -4, max: 1 }))
  .map(([year, month, shift]) => addDays(`${year}-${String(month).padStart(2, '0')}-01`, shift));
const anyDay = fc.oneof(day, edgeDay);

describe('for any day of receipt', () => {
  it('expiry is the same day of the sixth month after, or that month’s last day', () => {
    fc.assert(
      fc.property(anyDay, (received) => {
        const { expiry, clamped } = withdrawalClock({ received }, received);
        const months =
          Number(expiry.slice(0, 4)) * 12 +
          Number(expiry.slice(5, 7)) -
          Number(received.slice(0, 4)) * 12 -
          Number(received.slice(5, 7));
        expect(months).toBe(6);
        if (clamped) {
          expect(addDays(expiry, 1).slice(8)).toBe('01');
          expect(expiry.slice(8) < received.slice(8)).toBe(true);
        } else expect(expiry.slice(8)).toBe(received.slice(8));
      }),
    );
  });

  it('without a conflict the state is out from the expiry on and bound the day before', () => {
    fc.assert(
      fc.property(anyDay, (received) => {
        const { expiry } = withdrawalClock({ received }, received);
        expect(withdrawalClock({ received }, addDays(expiry, -1)).state).toBe('notice_running');
        expect(withdrawalClock({ received }, expiry)).toMatchObject({ state: 'withdrawn', effective: expiry });
      }),
    );
  });

  it('a conflict suspends exactly when it touches the day of expiry', () => {
    const span = fc.tuple(fc.integer({ min: -400, max: 5 }), fc.integer({ min: 0, max: 400 }));
    fc.assert(
      fc.property(anyDay, span, (received, [start, length]) => {
        const { expiry } = withdrawalClock({ received }, received);
        const conflict: Conflict = { from: addDays(expiry, start), to: addDays(expiry, start + length) };
        const { effective } = withdrawalClock({ received, conflicts: [conflict] }, expiry);
        const touches = start <= 0 && start + length >= 0;
        expect(effective).toBe(touches ? conflict.to : expiry);
      }),
    );
  });

  it.each([
    ['ends the day before', -30, -1, 'withdrawn'],
    ['ends on the day', -30, 0, 'withdrawn'],
    ['ends the day after', -30, 1, 'held_by_armed_conflict'],
    ['begins on the day', 0, null, 'held_by_armed_conflict'],
    ['begins the day after', 1, null, 'withdrawn'],
  ])('on the expiry itself, a conflict that %s', (_, from, to, state) => {
    fc.assert(
      fc.property(anyDay, (received) => {
        const expiry = addMonths(received, 6).on;
        const conflicts = [{ from: addDays(expiry, from), to: to === null ? null : addDays(expiry, to) }];
        expect(withdrawalClock({ received, conflicts }, expiry).state).toBe(state);
      }),
    );
  });

  it('time only ever moves a notice forward', () => {
    const rank = { notice_running: 0, held_by_armed_conflict: 1, withdrawn: 2, notice_revoked: 3 };
    const conflict = fc
      .record({ from: anyDay, to: fc.option(anyDay) })
      .filter(({ from, to }) => to === null || from <= to);
    fc.assert(
      fc.property(
        anyDay,
        fc.array(conflict, { maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 2, maxLength: 5 }),
        (received, conflicts, offsets) => {
          const ranks = offsets
            .toSorted((a, b) => a - b)
            .map((n) => rank[withdrawalClock({ received, conflicts }, addDays(received, n)).state]);
          expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});
