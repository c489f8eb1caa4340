import { lookMilliseconds, restAfter } from './live.limits.js';

describe('the rest after a look at live numbers', () => {
  it('is two seconds, and nine times what the look took where that is longer', () => {
    expect([0, 50, 222].map(restAfter)).toEqual([lookMilliseconds, lookMilliseconds, lookMilliseconds]);
    expect(restAfter(1_000)).toBe(9_000);
  });
});
