import fc from 'fast-check';
import { dayOff, workingMoment } from '../../campaigns/working-days.js';
import { addDays, dayIn } from '../../platform/day.js';
import { capitalTimeZones } from '../capital-time-zones.js';

/** How many random schedules are looked at. The long form: SCHEDULES=100000. */
const schedules = Number(process.env.SCHEDULES ?? 300);
const lastYear = process.env.SCHEDULES === undefined ? 2028 : 2040;

const schedule = fc.record({
  iso: fc.constantFrom(...Object.keys(capitalTimeZones)),
  onDay: fc.date({ min: new Date('2027-01-01'), max: new Date(`${lastYear}-12-31`), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10)), // prettier-ignore
  localTime: fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`), // prettier-ignore
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
        const shown = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
        // Only a time that the day does not have, because the clocks go forward over it, is later than asked for, by at most that hour.
        if (shown !== localTime) expect(minutesOf(shown) - minutesOf(localTime)).toBeLessThanOrEqual(60);
        expect(minutesOf(shown)).toBeGreaterThanOrEqual(minutesOf(localTime));
        expect(dayIn(timeZone, at)).toBe(on);
      }),
      { numRuns: schedules },
    );
  }, 600_000);
});

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
