import fc from 'fast-check';
import { goalFor } from './goal.js';

const steps = [100, 250, 1000];

describe('goalFor', () => {
  it.each([
    [0, 100],
    [99, 100],
    [100, 250],
    [999, 1000],
    [1000, 2000],
    [2500, 3000],
  ])('%i signatures aim at %i', (count, goal) => {
    expect(goalFor(count, steps)).toBe(goal);
  });

  it('lies above any count and never falls as the count grows', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (count) => {
        expect(goalFor(count, steps)).toBeGreaterThan(count);
        expect(goalFor(count + 1, steps)).toBeGreaterThanOrEqual(goalFor(count, steps));
      }),
    );
  });
});
