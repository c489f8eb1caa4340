/**
 * A calendar day without a time zone, `YYYY-MM-DD`. Such texts sort and compare as the days do, and no conversion can
 * move them by a day.
 */
export type Day = string;

const milliseconds = 86_400_000;

export const addDays = (day: Day, n: number): Day => new Date(Date.parse(day) + n * milliseconds).toISOString().slice(0, 10);

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / milliseconds);

/**
 * The same day of the month some months later. A day that month lacks becomes its last day, and `clamped` says so:
 * 31 August and six months → 28 or 29 February. The last day of a month has no pull: 28 February and six months → 28 August.
 */
export function addMonths(day: Day, n: number): { on: Day; clamped: boolean } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + n + 1, 0)).getUTCDate();
  const on = new Date(Date.UTC(year, month - 1 + n, Math.min(date, last))).toISOString().slice(0, 10);
  return { on, clamped: date > last };
}

/** The day of an instant in a time zone (IANA name). */
export const dayIn = (timeZone: string, instant: Date): Day =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant);

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => new Date(day).getUTCDay();
