import fc from 'fast-check';
import { dayNumber, dayTicks, everyNth, niceTicks } from './ticks.js';

describe('niceTicks', () => {
  it.each([
    [0, 164, 5, [0, 50, 100, 150, 200]],
    [0, 7, 5, [0, 2, 4, 6, 8]],
    [0, 0, 5, [0, 1]],
    [0, 1, 5, [0, 1]],
    [100, 166, 5, [100, 120, 140, 160, 180]],
    [0, 1_000_000, 4, [0, 500_000, 1_000_000]],
  ])('from %d to %d', (min, max, count, ticks) => {
    expect(niceTicks(min, max, count)).toEqual(ticks);
  });

  it('covers any range in even whole steps, with no more than it was asked for', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(5_000_000), fc.integer({ min: 2, max: 10 }), (min, span, count) => {
        const ticks = niceTicks(min, min + span, count);
        const steps = new Set(ticks.slice(1).map((tick, i) => tick - (ticks[i] ?? 0)));
        expect(steps.size).toBe(1);
        expect(Number.isInteger([...steps][0])).toBe(true);
        expect(ticks[0]).toBeLessThanOrEqual(min);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(min + span);
        expect(ticks.length).toBeLessThanOrEqual(count + 1);
      }),
    );
  });
});

describe('dayTicks', () => {
  it('labels decades by years', () => {
    expect(dayTicks('1997-12-03', '2026-11-24', 6)).toEqual({
      unit: 'year',
      days: ['2000-01-01', '2005-01-01', '2010-01-01', '2015-01-01', '2020-01-01', '2025-01-01'],
    });
  });

  it('labels a year by quarters and a month by weeks', () => {
    expect(dayTicks('2026-02-10', '2026-12-31', 6)).toEqual({
      unit: 'month',
      days: ['2026-04-01', '2026-07-01', '2026-10-01'],
    });
    expect(dayTicks('2026-11-01', '2026-11-30', 6)).toEqual({
      unit: 'day',
      days: ['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-22', '2026-11-29'],
    });
  });

  it('stays inside any two dates and within the number asked for', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, fc.integer({ min: 2, max: 12 }), (one, other, count) => {
        const [from = '', to = ''] = [one, other].sort();
        const { days } = dayTicks(from, to, count);
        expect(days.length).toBeLessThanOrEqual(count);
        expect(days.every((on) => on >= from && on <= to)).toBe(true);
        expect(days).toEqual([...new Set(days)].sort());
      }),
    );
  });
});

it('counts days across a change of clocks', () => {
  expect(dayNumber('2026-03-30') - dayNumber('2026-03-28')).toBe(2);
});

it('thins out labels', () => {
  expect([everyNth(5, 6), everyNth(7, 6), everyNth(365, 6), everyNth(0, 6)]).toEqual([1, 2, 61, 1]);
});
