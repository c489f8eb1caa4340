import fc from 'fast-check';
import { groupOf, quantiles } from './quantiles.js';

describe('quantiles', () => {
  it.each([
    [[], []],
    [[0, 0], []],
    [[7], [{ from: 7, to: 7 }]],
    [[3, 3, 3, 0], [{ from: 3, to: 3 }]],
    [
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000],
      [
        { from: 1, to: 2 },
        { from: 3, to: 4 },
        { from: 5, to: 6 },
        { from: 7, to: 8 },
        { from: 9, to: 1000 },
      ],
    ],
    [
      [1, 1, 1, 1, 1, 1, 2, 9],
      [
        { from: 1, to: 1 },
        { from: 2, to: 2 },
        { from: 9, to: 9 },
      ],
    ],
  ])('of %j', (values, steps) => {
    expect(quantiles(values, 5)).toEqual(steps);
  });

  it('put every value above zero into just one group, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (values, count) => {
        const steps = quantiles(values, count);
        expect(steps.length).toBeLessThanOrEqual(count);
        expect(steps.every(({ from, to }, n) => from <= to && from > (steps[n - 1]?.to ?? 0))).toBe(true);
        for (const value of values) {
          const inside = steps.map(({ from, to }, n) => (value >= from && value <= to ? n : -1)).filter((n) => n >= 0);
          expect(inside).toEqual(value > 0 ? [groupOf(value, steps)] : []);
        }
        expect(groupOf(0, steps)).toBe(-1);
      }),
    );
  });
});
