import { addDays, daysBetween, type Day } from '../../platform/day.js';

/** Days of a period, both included. */
export interface Span {
  from: Day;
  to: Day;
}

/** Why a period was refused. */
export type SpanFault = 'day' | 'order' | 'length';

const [usualDays, mostDays] = [30, 400];

export const daysIn = ({ from, to }: Span): number => daysBetween(from, to) + 1;

/** Every day of a period, in order. */
export const eachDay = (span: Span): Day[] => Array.from({ length: daysIn(span) }, (_, n) => addDays(span.from, n));

/** The period of the same length that ends where this one begins. */
export const spanBefore = (span: Span): Span => ({
  from: addDays(span.from, -daysIn(span)),
  to: addDays(span.from, -1),
});

/** The period somebody asked for, or the last thirty days, with what is wrong with the request. */
export function spanOf(asked: { from?: string; to?: string }, today: Day): { span: Span; fault: SpanFault | null } {
  const usual = { from: addDays(today, 1 - usualDays), to: today };
  if ([asked.from, asked.to].some((day) => day && !isDay(day))) return { span: usual, fault: 'day' };
  const to = asked.to || (asked.from && daysBetween(asked.from, today) < 0 ? asked.from : today);
  const span = { from: asked.from || addDays(to, 1 - usualDays), to };
  if (span.from > span.to) return { span: usual, fault: 'order' };
  return daysIn(span) > mostDays ? { span: usual, fault: 'length' } : { span, fault: null };
}

/** A calendar day there is, in the time of signatures. */
export function isDay(text: string): boolean {
  if (!/^2\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
