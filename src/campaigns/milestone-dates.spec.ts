import fc from 'fast-check';
import { addDays, weekdayOf } from '../platform/day.js';
import { anchorOn, dueDays, spanOf, tMinus, type Scheduled } from './milestone-dates.js';

const at = (offsetDays: number, more: Partial<Scheduled> = {}): Scheduled => ({
  offsetDays,
  fixedOn: null,
  lastsDays: null,
  repeatsDays: null,
  workingDayRule: 'none',
  ...more,
});
const anchor = '2027-04-04';

describe('dates of the plan', () => {
  it.each([
    [-90, '2027-01-04', 'T−90'],
    [0, '2027-04-04', 'T'],
    [30, '2027-05-04', 'T+30'],
  ])('%i days from the anchor is %s, said %s', (offset, on, said) => {
    const { from } = spanOf(at(offset), anchor);
    expect([from, tMinus(from, anchor)]).toEqual([on, said]);
  });

  it.each([
    ['previous', '2027-04-02'],
    ['next', '2027-04-05'],
    ['none', '2027-04-04'],
  ] as const)('a Sunday becomes the %s working day: %s', (workingDayRule, on) => {
    expect(spanOf(at(0, { workingDayRule }), anchor).from).toBe(on);
  });

  it('a fixed date does not move with the anchor', () => {
    expect(spanOf(at(0, { offsetDays: null, fixedOn: '2026-12-03' }), anchor).from).toBe('2026-12-03');
  });

  it('a phase that repeats comes due every so many days until it ends, its last day included', () => {
    expect(dueDays(at(-14, { lastsDays: 14, repeatsDays: 7 }), anchor)).toEqual([
      '2027-03-21',
      '2027-03-28',
      '2027-04-04',
    ]);
  });

  it('29 February falls on the 28th in other years', () => {
    expect([anchorOn(2, 29, 2027), anchorOn(2, 29, 2028)]).toEqual(['2027-02-28', '2028-02-29']);
  });

  it('with a rule, nothing ever comes due on a Saturday or Sunday', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -400, max: 400 }),
        fc.constantFrom('previous' as const, 'next' as const),
        (offset, workingDayRule) => {
          const [day = ''] = dueDays(at(offset, { workingDayRule }), anchor);
          expect([0, 6]).not.toContain(weekdayOf(day));
          const planned = addDays(anchor, offset);
          expect(workingDayRule === 'previous' ? day <= planned : day >= planned).toBe(true);
        },
      ),
    );
  });
});
