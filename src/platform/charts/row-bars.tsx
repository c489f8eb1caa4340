import type { VNode } from 'preact';

export interface RowBarsProps {
  rows: readonly { label: string; value: number }[];
  /** What is counted; names the list. */
  title: string;
  formatNumber: (n: number) => string;
}

/** Long enough for a hair of a bar, so that one signature beside a million is seen; the full length is 100. */
const shortest = 0.5;

/** Lying bars, one line each, in the order given. Names and numbers are text of the page, so they wrap and can be read out. */
export function RowBars({ rows, title, formatNumber }: RowBarsProps): VNode {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <ol class="rows" aria-label={title}>
      {rows.map(({ label, value }) => (
        <li>
          <span>{label}</span> <strong>{formatNumber(value)}</strong>
          <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect class="track" width="100" height="1" />
            <rect
              class="bar"
              width={value > 0 ? Math.max(shortest, Math.round((value / most) * 1000) / 10) : 0}
              height="1"
            />
          </svg>
        </li>
      ))}
    </ol>
  );
}
