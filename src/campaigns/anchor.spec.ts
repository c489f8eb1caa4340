import { nextAnchor } from './anchor.js';

describe('nextAnchor', () => {
  it.each([
    ['2026-11-23T10:00:00Z', '2027-04-04', 132],
    ['2027-04-04T10:00:00Z', '2027-04-04', 0],
    ['2027-04-05T00:30:00Z', '2028-04-04', 365],
    // 23:30 in UTC is already the next day in Brussels.
    ['2027-04-03T23:30:00Z', '2027-04-04', 0],
  ])('seen on %s is %s', (now, on, daysLeft) => {
    expect(nextAnchor(4, 4, 'Europe/Brussels', new Date(now))).toEqual({ on, daysLeft });
  });
});
