const milliseconds = 86_400_000;

export type TickUnit = 'year' | 'month' | 'day';

/** `2026-03-01` → days since 1970, so that dates can be laid out along an axis. */
export const dayNumber = (on: string): number => Math.round(Date.parse(`${on}T00:00:00Z`) / milliseconds);

const dayOf = (days: number): string => new Date(days * milliseconds).toISOString().slice(0, 10);

/**
 * Whole numbers at even steps of 1, 2 or 5 times a power of ten; the first is at or below `min`, the last at or above
 * `max`, and there are at most `count` steps. They count people and states, so no step is smaller than one.
 */
export function niceTicks(min: number, max: number, count = 5): number[] {
  const span = Math.max(1, max - min);
  const rough = Math.max(1, span / Math.max(1, count));
  const power = 10 ** Math.floor(Math.log10(rough));
  for (const step of [1, 2, 5, 10, 20].map((factor) => factor * power)) {
    const first = Math.floor(min / step);
    const last = Math.max(first + 1, Math.ceil(max / step));
    if (last - first <= Math.max(1, count))
      return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  }
  return [min, min + span];
}

/** Steps between labels on an axis of days, from fine to coarse; `length` in days is only for choosing one. */
const steps: readonly { unit: TickUnit; every: number; length: number }[] = [
  ...[1, 2, 7, 14].map((every) => ({ unit: 'day' as const, every, length: every })),
  ...[1, 3, 6].map((every) => ({ unit: 'month' as const, every, length: every * 30 })),
  ...[1, 2, 5, 10, 20, 50].map((every) => ({ unit: 'year' as const, every, length: every * 365 })),
];

/** First days of years or months, or single days, between two dates (both included): at most `count`, and how to word them. */
export function dayTicks(from: string, to: string, count = 6): { unit: TickUnit; days: string[] } {
  const span = dayNumber(to) - dayNumber(from);
  for (const { unit, every, length } of steps) {
    if (span / length > count + 1) continue;
    const days = daysBetween(from, to, unit, every);
    if (days.length <= count) return { unit, days };
  }
  return { unit: 'year', days: [] };
}

function daysBetween(from: string, to: string, unit: TickUnit, every: number): string[] {
  const found: string[] = [];
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7)) - 1];
  const at = (i: number): string => {
    if (unit === 'day') return dayOf(dayNumber(from) + i * every);
    if (unit === 'month') return dayOf(Date.UTC(year, Math.floor(month / every) * every + i * every, 1) / milliseconds);
    return dayOf(Date.UTC(Math.floor(year / every) * every + i * every, 0, 1) / milliseconds);
  };
  for (let i = 0; at(i) <= to; i++) if (at(i) >= from) found.push(at(i));
  return found;
}

/** How far apart to label `length` places so that at most `count` get a label. */
export const everyNth = (length: number, count: number): number => Math.max(1, Math.ceil(length / Math.max(1, count)));
