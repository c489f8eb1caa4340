import fc from 'fast-check';
import { addDays } from '../../platform/day.js';
import { lastDay, type DayCap } from './warm-up.js';

const today = '2027-04-04';
const cap = (more: Partial<DayCap> = {}): DayCap => ({ day: today, cap: 1_000, sent: 0, held: false, ...more });
const daysOf = (waiting: number, known: DayCap | null, first = 1_000): number => {
  const day = lastDay(first, today, [{ waiting, known }]);
  return (Date.parse(day) - Date.parse(today)) / 86_400_000;
};

describe('the last day of a mailing while a sending domain warms up', () => {
  it.each([
    ['what fits into today', 1_000, null, 0],
    ['one more than that', 1_001, null, 1],
    ['three days: 1,000, 2,000 and 4,000', 7_000, null, 2],
    ['what is left of today', 400, cap({ sent: 600 }), 0],
    ['what is not: tomorrow', 401, cap({ sent: 600 }), 1],
    ['a day on which the provider was held is followed by one with the same number', 2_000, cap({ held: true }), 1],
    ['and by more than that', 2_001, cap({ held: true }), 2],
    ['after a good day before today', 2_000, cap({ day: '2027-04-01', sent: 500 }), 0],
    ['after one that was hardly used', 2_000, cap({ day: '2027-04-01', sent: 499 }), 1],
    ['nothing that waits', 0, cap({ sent: 1_000 }), 0],
  ] as const)('%s', (_, waiting, known, days) => {
    expect(daysOf(waiting, known)).toBe(days);
  });

  it('is that of the slowest provider, and today where nobody waits', () => {
    const many = { waiting: 5_000, known: cap() };
    expect(lastDay(1_000, today, [{ waiting: 10, known: null }, many])).toBe(addDays(today, 2));
    expect(lastDay(1_000, today, [])).toBe(today);
  });

  it('is the first day by which the caps of all days together reach what waits, for any number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 50_000_000 }), (first, waiting) => {
        const days = daysOf(waiting, null, first);
        const upTo = (n: number): number => first * (2 ** n - 1);
        expect([upTo(days) < waiting, waiting <= upTo(days + 1)]).toEqual([true, true]);
      }),
    );
  });
});
