/** The first step above the count; beyond the last step the goal grows by that step. */
export function goalFor(count: number, steps: readonly number[]): number {
  const next = steps.find((step) => step > count);
  if (next !== undefined) return next;
  const last = steps.at(-1) ?? 1000;
  return (Math.floor(count / last) + 1) * last;
}
