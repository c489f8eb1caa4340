import type { Leaf } from './leaves.js';

/** Smaller groups could point at a person. */
const smallestGroup = 5;

export interface TallyRow {
  country: string;
  /** `2027-04` */
  month: string;
  n: number;
}

/** What counts at the end of a day, by country and by month of the confirmation; groups of fewer than five are together under `other`. */
export function tallyLeaf(day: string, total: number, rows: readonly TallyRow[]): Leaf {
  const by = (key: 'country' | 'month'): Record<string, number> => {
    const sums = new Map<string, number>();
    for (const row of rows) sums.set(row[key], (sums.get(row[key]) ?? 0) + row.n);
    const shown = [...sums].filter(([, n]) => n >= smallestGroup);
    const rest = total - shown.reduce((sum, [, n]) => sum + n, 0);
    return Object.fromEntries([...shown, ...(rest > 0 ? [['other', rest] as const] : [])]);
  };
  return { k: 'tally', day, total, countries: by('country'), months: by('month') };
}
