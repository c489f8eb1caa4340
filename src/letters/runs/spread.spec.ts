import fc from 'fast-check';
import type { RunCaps } from './runs.status.js';
import { spread, type Wish } from './spread.js';

const minute = 60_000;
const hour = 60 * minute;
const base = Date.parse('2027-04-02T00:00:00Z');

/** The most letters that any stretch of a length holds. */
function most(moments: readonly number[], length: number): number {
  const sorted = [...moments].sort((a, b) => a - b);
  return Math.max(0, ...sorted.map((from) => sorted.filter((at) => at >= from && at < from + length).length));
}

const cap = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: null });
const caps: fc.Arbitrary<RunCaps> = fc.record({
  perHour: cap(5),
  perDay: cap(12),
  perDomainPerHour: cap(3),
  perProviderPerHour: cap(4),
  inAll: cap(15),
});
const wishes: fc.Arbitrary<Wish[]> = fc
  .array(fc.record({ due: fc.integer({ min: 0, max: 40 }), window: fc.integer({ min: 0, max: 600 }), domain: fc.constantFrom('', 'a.example', 'b.example') }), { maxLength: 14 })
  .map((rows) => rows.map(({ due, window, domain }, n) => ({ key: `w${n}`, dueAt: base + due * 30 * minute, latestAt: base + (due * 30 + window) * minute, domain, provider: domain && 'provider.example' }))); // prettier-ignore

/** How many random schedules are looked at. The long form: SCHEDULES=100000. */
const schedules = Number(process.env.SCHEDULES ?? 2_000);

describe('letters spread over time', () => {
  it('keep every cap in every stretch of time, never leave early or late, and every order gives the same plan', () => {
    fc.assert(
      fc.property(wishes, caps, (given, limits) => {
        const plan = spread(given, limits);
        const placed = given.flatMap((wish) => (plan.get(wish.key) == null ? [] : [{ ...wish, at: plan.get(wish.key) as number }]));
        for (const { at, dueAt, latestAt } of placed) expect(at >= dueAt && at <= latestAt).toBe(true);
        const moments = placed.map(({ at }) => at);
        if (limits.perHour !== null) expect(most(moments, hour)).toBeLessThanOrEqual(limits.perHour);
        if (limits.perDay !== null) expect(most(moments, 24 * hour)).toBeLessThanOrEqual(limits.perDay);
        if (limits.inAll !== null) expect(moments.length).toBeLessThanOrEqual(limits.inAll);
        for (const domain of ['a.example', 'b.example'])
          if (limits.perDomainPerHour !== null)
            expect(most(placed.filter((one) => one.domain === domain).map(({ at }) => at), hour)).toBeLessThanOrEqual(limits.perDomainPerHour); // prettier-ignore
        if (limits.perProviderPerHour != null)
          expect(most(placed.filter((one) => one.provider !== '').map(({ at }) => at), hour)).toBeLessThanOrEqual(limits.perProviderPerHour); // prettier-ignore
        expect(plan.size).toBe(given.length);
        expect([...spread([...given].reverse(), limits)].sort()).toEqual([...plan].sort());
      }),
      { numRuns: schedules },
    );
  });

  it('leave at once when nothing limits them', () => {
    const free = { perHour: null, perDay: null, perDomainPerHour: null, inAll: null };
    const wish = { key: 'x', dueAt: base, latestAt: base, domain: 'a.example', provider: 'a.example' };
    expect(spread([wish], free).get('x')).toBe(base);
  });
});
