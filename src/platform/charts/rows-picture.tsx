import type { VNode } from 'preact';
import type { Place } from './frame.js';
import { round } from './frame.js';
import type { RowBarsProps } from './row-bars.js';

const [rowHeight, barHeight, shortest] = [42, 10, 2];

/** Width by height of so many rows, at the width of a picture. */
export const rowsRatio = (rows: number): number => 952 / (Math.max(1, rows) * rowHeight);

/** The same as `RowBars`, inside a picture: there names and numbers are part of the drawing. */
export function RowsPicture({ rows, formatNumber, place }: Omit<RowBarsProps, 'title'> & { place: Place }): VNode {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  const { x, y, width } = place;
  return (
    <g>
      {rows.length === 0 && (
        <text x={x} y={y + 16}>
          None yet
        </text>
      )}
      {rows.map(({ label, value }, n) => (
        <>
          <text x={x} y={y + n * rowHeight + 16}>
            {label}
          </text>
          <text class="end strong" x={x + width} y={y + n * rowHeight + 16}>
            {formatNumber(value)}
          </text>
          <rect class="track" x={x} y={y + n * rowHeight + 23} width={width} height={barHeight} />
          <rect
            class="bar"
            x={x}
            y={y + n * rowHeight + 23}
            width={value > 0 ? Math.max(shortest, round((value / most) * width)) : 0}
            height={barHeight}
          />
        </>
      ))}
    </g>
  );
}
