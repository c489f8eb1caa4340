import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOff, workingMoment } from '../../src/campaigns/working-days.js';
import { capitalTimeZones } from '../../src/ministries/capital-time-zones.js';
import { approvalHolds } from '../../src/letters/sending/send-gate.service.js';
import type { RunCaps } from '../../src/letters/sending/runs.status.js';
import { spread, type Wish } from '../../src/letters/sending/spread.js';
import { addDays, dayIn } from '../../src/platform/day.js';

/** How many random schedules are looked at. The long form: SCHEDULES=100000. */
const asked = process.env.SCHEDULES;
const schedules = (short: number): number => Number(asked ?? short);
const lastYear = asked === undefined ? 2028 : 2040;

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
  .array(
    fc.record({
      due: fc.integer({ min: 0, max: 40 }),
      window: fc.integer({ min: 0, max: 600 }),
      domain: fc.constantFrom('', 'a.example', 'b.example'),
    }),
    { maxLength: 14 },
  )
  .map((rows) =>
    rows.map(({ due, window, domain }, n) => ({
      key: `w${n}`,
      dueAt: base + due * 30 * minute,
      latestAt: base + (due * 30 + window) * minute,
      domain,
      provider: domain && 'provider.example',
    })),
  );

describe('letters spread over time', () => {
  it('keep every cap in every stretch of time, never leave early or late, and every order gives the same plan', () => {
    fc.assert(
      fc.property(wishes, caps, (given, limits) => {
        const plan = spread(given, limits);
        const placed = given.flatMap((wish) =>
          plan.get(wish.key) == null ? [] : [{ ...wish, at: plan.get(wish.key) as number }],
        );
        for (const { at, dueAt, latestAt } of placed) expect(at >= dueAt && at <= latestAt).toBe(true);
        const moments = placed.map(({ at }) => at);
        if (limits.perHour !== null) expect(most(moments, hour)).toBeLessThanOrEqual(limits.perHour);
        if (limits.perDay !== null) expect(most(moments, 24 * hour)).toBeLessThanOrEqual(limits.perDay);
        if (limits.inAll !== null) expect(moments.length).toBeLessThanOrEqual(limits.inAll);
        for (const domain of ['a.example', 'b.example'])
          if (limits.perDomainPerHour !== null)
            expect(
              most(
                placed.filter((one) => one.domain === domain).map(({ at }) => at),
                hour,
              ),
            ).toBeLessThanOrEqual(limits.perDomainPerHour);
        if (limits.perProviderPerHour != null)
          expect(
            most(
              placed.filter((one) => one.provider !== '').map(({ at }) => at),
              hour,
            ),
          ).toBeLessThanOrEqual(limits.perProviderPerHour);
        expect(plan.size).toBe(given.length);
        expect([...spread([...given].reverse(), limits)].sort()).toEqual([...plan].sort());
      }),
      { numRuns: schedules(2_000) },
    );
  }, 900_000);

  it('leave at once when nothing limits them', () => {
    const free = { perHour: null, perDay: null, perDomainPerHour: null, inAll: null };
    const wish = { key: 'x', dueAt: base, latestAt: base, domain: 'a.example', provider: 'a.example' };
    expect(spread([wish], free).get('x')).toBe(base);
  });
});

const schedule = fc.record({
  iso: fc.constantFrom(...Object.keys(capitalTimeZones)),
  onDay: fc
    .date({ min: new Date('2027-01-01'), max: new Date(`${lastYear}-12-31`), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10)),
  localTime: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`),
  rule: fc.constantFrom('previous' as const, 'next' as const),
});

describe('the moment of a letter', () => {
  it('is the time asked for by the capital’s clock, on the nearest working day in the direction asked for, over every change of clocks', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async ({ iso, onDay, localTime, rule }) => {
        const timeZone = capitalTimeZones[iso] ?? 'UTC';
        const { on, off, at } = await workingMoment(iso, timeZone, { onDay, localTime, rule });
        expect(await dayOff(iso, on)).toBeNull();
        expect(on === onDay).toBe(off === null);
        const step = rule === 'previous' ? 1 : -1;
        for (let day = addDays(on, step); step * Date.parse(day) <= step * Date.parse(onDay); day = addDays(day, step))
          expect(await dayOff(iso, day)).not.toBeNull();
        const shown = new Intl.DateTimeFormat('en-GB', {
          timeZone,
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        }).format(at);
        // Only a time that the day does not have, because the clocks go forward over it, is later than asked for, by at most that hour.
        if (shown !== localTime) expect(minutesOf(shown) - minutesOf(localTime)).toBeLessThanOrEqual(60);
        expect(minutesOf(shown)).toBeGreaterThanOrEqual(minutesOf(localTime));
        expect(dayIn(timeZone, at)).toBe(on);
      }),
      { numRuns: schedules(300) },
    );
  }, 3_600_000);
});

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

describe('the approval of a run', () => {
  const person = fc.constantFrom('staff:one', 'staff:two', 'cli');
  const hash = fc.constantFrom('a', 'b');
  const run = fc.record({
    author: person,
    approvedBy: fc.option(person),
    approvedHash: fc.option(hash),
    planHash: fc.option(hash),
  });

  it('lets a letter leave on the word of two people on one plan, and on nothing less', () => {
    fc.assert(
      fc.property(run, ({ author, approvedBy, approvedHash, planHash }) => {
        const open =
          approvalHolds({ channel: 'email', purpose: 'letter', author, approvedBy, approvedHash, planHash }).length ===
          0;
        expect(open).toBe(
          approvedBy !== null && approvedBy !== author && planHash !== null && approvedHash === planHash,
        );
      }),
      { numRuns: schedules(1_000) },
    );
  });
});
