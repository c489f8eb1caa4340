import type { VNode } from 'preact';
import { AxisLabel, ChartFrame, plotFor, round, signWidth, type ChartText, type Place } from './frame.js';
import { everyNth, niceTicks } from './ticks.js';

export interface Bar {
  label: string;
  value: number;
  /** Stands on top of the first value. */
  second?: number;
  /** Shown when the pointer rests on the bar. */
  title?: string;
}

export interface BarChartProps extends ChartText {
  bars: readonly Bar[];
  formatNumber: (n: number) => string;
  /** What the two values of a bar are, for the key above the chart. */
  series?: readonly [string, string];
  /** A line across the bars: what they are compared with, one value for each. */
  line?: { values: readonly number[]; text: string } | undefined;
  /** In a picture with a key of its own. */
  place?: Place | undefined;
}

/** In units. */
const [thinnest, widestBar] = [3, 64];

/** Upright bars in the order given, from a few up to one for each day of a year; as many labels as fit. */
export function BarChart({ bars, formatNumber, series, line, title, desc, place }: BarChartProps): VNode {
  const total = ({ value, second = 0 }: Bar) => value + second;
  const against = line?.values.slice(0, bars.length) ?? [];
  const ticks = niceTicks(0, Math.max(0, ...bars.map(total), ...against));
  const labels = ticks.map(formatNumber);
  const plot = plotFor(ticks, labels);
  const slot = (plot.right - plot.left) / Math.max(1, bars.length);
  // A few bars stay slim; where there are many, gaps would only shimmer.
  const gap = slot < thinnest ? 0 : Math.max(slot * 0.2, slot - widestBar);
  const middle = (i: number) => plot.left + slot * (i + 0.5);
  // One path for all bars of a colour: a year of days stays small.
  const column = (i: number, low: number, high: number) => {
    const [left, right] = [round(plot.left + slot * i + gap / 2), round(plot.left + slot * (i + 1) - gap / 2)];
    return high > low ? `M${left} ${plot.y(low)}V${plot.y(high)}H${right}V${plot.y(low)}z` : '';
  };
  const widest = Math.max(1, ...bars.map(({ label }) => label.length)) * signWidth + 16;
  const nth = everyNth(bars.length, Math.floor((plot.right - plot.left) / widest));
  return (
    <>
      {series && !place && <Key series={series} line={line?.text} />}
      <ChartFrame title={title} desc={desc} plot={plot} ticks={ticks} labels={labels} place={place}>
        <path class="bar" d={bars.map((bar, i) => column(i, 0, bar.value)).join('')} />
        <path class="bar second" d={bars.map((bar, i) => column(i, bar.value, total(bar))).join('')} />
        {against.length > 0 && (
          <path
            class="curve against"
            d={`M${against.map((value, i) => `${round(middle(i))} ${plot.y(value)}`).join('L')}`}
          />
        )}
        {bars.map((bar, i) => i % nth === 0 && <AxisLabel x={middle(i)} text={bar.label} />)}
        {bars.map(
          (bar, i) =>
            bar.title && (
              <rect
                class="over"
                x={round(plot.left + slot * i)}
                y={plot.top}
                width={round(slot)}
                height={plot.bottom - plot.top}
              >
                <title>{bar.title}</title>
              </rect>
            ),
        )}
      </ChartFrame>
    </>
  );
}

const Key = ({ series, line }: { series: readonly [string, string]; line: string | undefined }): VNode => (
  <ul class="legend">
    {[...series, ...(line === undefined ? [] : [line])].map((text, i) => (
      <li>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          {i < 2 ? (
            <rect x="1" y="1" width="14" height="14" rx="2" class={i === 0 ? 'bar' : 'bar second'} />
          ) : (
            <path class="curve against" d="M0 8H16" />
          )}
        </svg>
        {text}
      </li>
    ))}
  </ul>
);
