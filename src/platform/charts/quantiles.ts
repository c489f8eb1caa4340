/** Values from one number to another, both included. */
export interface Step {
  from: number;
  to: number;
}

/**
 * Divides values into at most `count` groups of about the same size, the smallest values first. Equal values are never divided, so there are fewer
 * groups where many are equal; zero belongs to none.
 */
export function quantiles(values: readonly number[], count: number): Step[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  const ends = Array.from({ length: count }, (_, n) => sorted[Math.ceil((sorted.length * (n + 1)) / count) - 1]);
  const tops = [...new Set(ends.filter((end) => end !== undefined))];
  return tops.map((to, n) => ({ from: sorted.find((value) => n === 0 || value > (tops[n - 1] ?? 0)) ?? to, to }));
}

/** The place of a value among the groups, from 0; -1 where it is in none. */
export const groupOf = (value: number, steps: readonly Step[]): number =>
  value > 0 ? steps.findIndex(({ to }) => value <= to) : -1;
