import type HolidaysOf from 'date-holidays';
import { addDays, instantIn, weekdayOf, type Day } from '../platform/day.js';
import type { WorkingDayRule } from './plan.values.js';

/** Why a day is not a working day. */
export interface DayOff {
  reason: 'weekend' | 'public_holiday';
  /** The holiday's name in the country's language, where it has one. */
  name: string | null;
}

/** Weekdays of a country's weekend, 0 is Sunday, from the CLDR data of the runtime. */
export function weekendOf(iso: string): readonly number[] {
  const locale = new Intl.Locale(`und-${iso}`) as Intl.Locale & { weekInfo?: WeekInfo; getWeekInfo?: () => WeekInfo };
  const info = locale.getWeekInfo?.() ?? locale.weekInfo;
  return (info?.weekend ?? [6, 7]).map((weekday) => weekday % 7);
}

interface WeekInfo {
  weekend: number[];
}

/** No country has a longer break; a longer search has left the years of the data. */
const mostDaysOff = 31;

const known = new Map<string, ReadonlyMap<Day, string>>();

/**
 * Public holidays of a country and year by day, from the package `date-holidays` (data CC BY 3.0), which covers most countries; empty for the others.
 * Lunar-calendar holidays are computed and may differ by a day from what is announced.
 */
export async function publicHolidays(iso: string, year: number): Promise<ReadonlyMap<Day, string>> {
  const key = `${iso} ${year}`;
  const found = known.get(key);
  if (found) return found;
  // Twelve megabytes that most processes never need.
  const { default: Holidays } = (await import('date-holidays')) as { default: typeof HolidaysOf };
  const days = new Map<Day, string>();
  for (const { type, date, start, end, name } of new Holidays(iso).getHolidays(year) ?? []) {
    if (type !== 'public') continue;
    const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
    for (let n = 0; n < length; n++) days.set(addDays(date.slice(0, 10), n), name);
  }
  known.set(key, days);
  return days;
}

/** Null on a working day of this country. */
export async function dayOff(iso: string, day: Day): Promise<DayOff | null> {
  const name = (await publicHolidays(iso, Number(day.slice(0, 4)))).get(day);
  if (name !== undefined) return { reason: 'public_holiday', name };
  return weekendOf(iso).includes(weekdayOf(day)) ? { reason: 'weekend', name: null } : null;
}

/** The day itself if it is a working day, else the nearest one before or after; `off` says why it moved. */
export async function workingDay(
  iso: string,
  day: Day,
  rule: WorkingDayRule,
): Promise<{ on: Day; off: DayOff | null }> {
  const off = rule === 'none' ? null : await dayOff(iso, day);
  if (off === null) return { on: day, off };
  const step = rule === 'previous' ? -1 : 1;
  for (let n = 1; n <= mostDaysOff; n++) {
    const on = addDays(day, n * step);
    if (!(await dayOff(iso, on))) return { on, off };
  }
  return { on: day, off };
}

/** A time by the clocks of a zone, on the resulting working day. */
export async function workingMoment(
  iso: string,
  timeZone: string,
  { onDay, localTime, rule }: { onDay: Day; localTime: string; rule: WorkingDayRule },
): Promise<{ on: Day; off: DayOff | null; at: Date }> {
  const { on, off } = await workingDay(iso, onDay, rule);
  return { on, off, at: instantIn(timeZone, on, localTime) };
}
