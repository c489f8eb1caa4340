import type { VNode } from 'preact';
import { AxisLabel, ChartFrame, chartWidth, lineHeight, plotFor, round, signWidth, type ChartText } from './frame.js';
import { dayNumber, dayTicks, niceTicks, type TickUnit } from './ticks.js';

export interface StepChartProps extends ChartText {
  /** From this day on the number applies, until the next point; ordered by day. */
  points: readonly { on: string; n: number }[];
  /** First and last day shown. */
  from: string;
  to: string;
  /** Where the value axis begins; 0 by default. */
  yFrom?: number;
  /** A day as a label, as coarse as the unit says: `2005`, `Mar 2026`, `4 Apr`. */
  formatDate: (on: string, unit: TickUnit) => string;
  formatNumber: (n: number) => string;
  /** Days to point out by a line and a few words. */
  marks?: readonly { on: string; label: string }[];
}

/** A number that changes on certain days and stays constant in between, drawn as a step line. The last value is written at its end. */
export function StepChart({
  points,
  from,
  to,
  yFrom = 0,
  formatDate,
  formatNumber,
  marks = [],
  title,
  desc,
}: StepChartProps): VNode {
  const before = points.filter(({ on }) => on <= from).at(-1);
  const inside = points.filter(({ on }) => on > from && on <= to);
  const shown = before ? [{ on: from, n: before.n }, ...inside] : inside;
  const ticks = niceTicks(yFrom, Math.max(yFrom, ...shown.map(({ n }) => n)));
  const labels = ticks.map(formatNumber);
  const named = marks.filter(({ on }) => on >= from && on <= to);
  const plot = plotFor(ticks, labels, named.length);
  const days = Math.max(1, dayNumber(to) - dayNumber(from));
  const x = (on: string) => round(plot.left + ((dayNumber(on) - dayNumber(from)) / days) * (plot.right - plot.left));
  const [first, ...rest] = shown;
  const last = shown.at(-1);
  const widest = formatDate(to, 'month').length * signWidth + 16;
  const axis = dayTicks(from, to, Math.max(2, Math.floor((plot.right - plot.left) / widest)));
  return (
    <ChartFrame title={title} desc={desc} plot={plot} ticks={ticks} labels={labels}>
      {axis.days.map((on) => (
        <AxisLabel x={x(on)} text={formatDate(on, axis.unit)} />
      ))}
      {named.map((mark, i) => (
        <Mark x={x(mark.on)} row={i} bottom={plot.bottom} label={mark.label} />
      ))}
      {first && last && (
        <>
          <path
            class="curve"
            d={`M${x(first.on)} ${plot.y(first.n)}${rest.map((point) => `H${x(point.on)}V${plot.y(point.n)}`).join('')}H${x(to)}`}
          />
          <circle class="end" cx={x(to)} cy={plot.y(last.n)} r="4" />
          <text class="last end" x={x(to)} y={plot.y(last.n)} dy="-.6em">
            {formatNumber(last.n)}
          </text>
        </>
      )}
    </ChartFrame>
  );
}

/** Each mark has a line of text of its own, so that neighbours do not write over each other. */
function Mark({ x, row, bottom, label }: { x: number; row: number; bottom: number; label: string }): VNode {
  const y = (row + 1) * lineHeight - 4;
  const end = x + label.length * signWidth > chartWidth;
  return (
    <>
      <path class="mark" d={`M${x} ${y - lineHeight / 2}V${bottom}`} />
      <text class={end ? 'end' : 'start'} x={end ? x - 6 : x + 6} y={y}>
        {label}
      </text>
    </>
  );
}
