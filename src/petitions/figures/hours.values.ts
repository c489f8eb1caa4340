import { addDays, instantIn, type Day } from '../../platform/day.js';

const hour = 3_600_000;

/** One hour of a day by the clocks of a zone. */
export interface HourSlot {
  begins: Date;
  /** `09`; on the day the clocks go back, one hour is there twice */
  label: string;
}

/** The hours of a day in a zone, 23 to 25 of them, and where the day ends. */
export function hoursOf(timeZone: string, day: Day): { slots: HourSlot[]; ends: Date } {
  const begins = instantIn(timeZone, day, '00:00').getTime();
  const ends = instantIn(timeZone, addDays(day, 1), '00:00');
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  const slots = Array.from({ length: Math.ceil((ends.getTime() - begins) / hour) }, (_, n) => {
    const at = new Date(begins + n * hour);
    return { begins: at, label: clock.format(at) };
  });
  return { slots, ends };
}
