import { anchorOn } from './milestone-dates.js';

/** The next anchor date of the campaign. */
export interface NextAnchor {
  /** `YYYY-MM-DD` */
  on: string;
  /** Whole days from today in the campaign's time zone; 0 on the day itself. */
  daysLeft: number;
}

/** @param timeZone IANA name; decides which calendar day "today" is */
export function nextAnchor(month: number, day: number, timeZone: string, now: Date): NextAnchor {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
  const year = Number(today.slice(0, 4));
  const inYear = (y: number): string => anchorOn(month, day, y);
  const on = inYear(year) >= today ? inYear(year) : inYear(year + 1);
  return { on, daysLeft: Math.round((Date.parse(on) - Date.parse(today)) / 86_400_000) };
}
