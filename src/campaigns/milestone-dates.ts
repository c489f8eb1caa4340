import { addDays, daysBetween, weekdayOf, type Day } from '../platform/day.js';
import type { WorkingDayRule } from './plan.values.js';

/** Due dates of the plan. */
export interface Scheduled {
  /** Days from the anchor date, negative before it; null with a fixed date. */
  offsetDays: number | null;
  fixedOn: Day | null;
  /** Days until a phase ends; null for one day. */
  lastsDays: number | null;
  repeatsDays: number | null;
  workingDayRule: WorkingDayRule;
}

/** The anchor date of a year. 29 February becomes the 28th in other years. */
export function anchorOn(month: number, day: number, year: number): Day {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${year}-${String(month).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`;
}

/** The anchor date of a campaign in a year; null where it has none. */
export const anchorOf = (
  { anchorMonth, anchorDay }: { anchorMonth: number | null; anchorDay: number | null },
  year: number,
): Day | null => (anchorMonth === null || anchorDay === null ? null : anchorOn(anchorMonth, anchorDay, year));

/** The day a plan leads to: the anchor date, or where there is none the last day of the year. */
export const planEnd = (campaign: Parameters<typeof anchorOf>[0], year: number): Day =>
  anchorOf(campaign, year) ?? anchorOn(12, 31, year);

/** The campaign's own office is closed on Saturday and Sunday; a ministry's days are its state's (`workingDay`). */
function officeDay(day: Day, rule: WorkingDayRule): Day {
  const weekday = weekdayOf(day);
  if (rule === 'none' || (weekday !== 0 && weekday !== 6)) return day;
  return addDays(day, rule === 'previous' ? (weekday === 6 ? -1 : -2) : weekday === 6 ? 2 : 1);
}

/** First and last day; equal for a milestone. */
export function spanOf(item: Scheduled, anchor: Day): { from: Day; to: Day } {
  const planned = item.fixedOn ?? addDays(anchor, item.offsetDays ?? 0);
  const from = officeDay(planned, item.workingDayRule);
  return { from, to: item.lastsDays === null ? from : addDays(planned, item.lastsDays) };
}

/** Every due day: one, or several while its phase lasts. */
export function dueDays(item: Scheduled, anchor: Day): Day[] {
  const { from, to } = spanOf(item, anchor);
  if (item.repeatsDays === null) return [from];
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, item.repeatsDays)) days.push(day);
  return days;
}

/** `T−90`, `T`, `T+7`: days from the anchor date. */
export function tMinus(day: Day, anchor: Day): string {
  const n = daysBetween(anchor, day);
  return n === 0 ? 'T' : n < 0 ? `T−${-n}` : `T+${n}`;
}
