/** A calendar day without a time zone, `YYYY-MM-DD`. Such texts sort and compare as the days do, and no time zone conversion can shift them. */
export type Day = string;

const milliseconds = 86_400_000;

export const addDays = (day: Day, n: number): Day =>
  new Date(Date.parse(day) + n * milliseconds).toISOString().slice(0, 10);

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / milliseconds);

/**
 * The same day of the month some months later. A day missing from that month becomes its last day, and `clamped` says so: 31 August and six months →
 * 28 or 29 February. The last day of a month is not sticky: 28 February and six months → 28 August.
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

/**
 * The instant at which the clocks of a zone show a time on a day. A time that does not exist (clocks go forward) is read by the old offset, which is
 * the same span later by the new clock; of a time that occurs twice, the first.
 * @param time `09:30`
 */
export function instantIn(timeZone: string, day: Day, time: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  // The offsets in force a day before and after are the two that can apply.
  const offsets = [wall - milliseconds, wall + milliseconds].map((at) => offsetAt(timeZone, at));
  const fits = offsets.map((offset) => wall - offset).filter((at) => at + offsetAt(timeZone, at) === wall);
  return new Date(fits.length > 0 ? Math.min(...fits) : wall - (offsets[0] ?? 0));
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return (
    Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) -
    Math.floor(at / 1000) * 1000
  );
}
