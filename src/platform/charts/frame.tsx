import type { ComponentChildren, VNode } from 'preact';

/** Units of every chart with axes; the style sheet scales it to the width of the column. */
export const chartWidth = 640;
export const chartHeight = 320;

/**
 * Room for a sign and a line of text, in units, at the size the style sheet uses on a phone, where 640 units are some 330
 * pixels and text is set twice as large. On a wide screen the same room is generous.
 */
export const signWidth = 12.5;
export const lineHeight = 26;

export interface ChartText {
  /** What the chart shows: read out in place of the picture. */
  title: string;
  desc: string;
}

/** The plot inside a chart, in units, and where its values lie. */
export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** From a value to its height in the picture. */
  y: (value: number) => number;
}

/** Leaves room for the labels of the values at the left, of the other axis below, and for `lines` of text on top. */
export function plotFor(ticks: readonly number[], labels: readonly string[], lines = 0): Plot {
  const left = Math.max(...labels.map((label) => label.length), 1) * signWidth + 10;
  const [top, bottom] = [lines * lineHeight + (lines > 0 ? 26 : 14), chartHeight - lineHeight - 14];
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  return {
    left,
    right: chartWidth - 12,
    top,
    bottom,
    y: (value) => round(bottom - ((value - low) / (high - low)) * (bottom - top)),
  };
}

export const round = (n: number): number => Math.round(n * 10) / 10;

/** A picture with its words, and the light grid of values. */
export function ChartFrame({ title, desc, plot, ticks, labels, place, children }: ChartText & FrameProps): VNode {
  const drawing = (
    <svg viewBox={`0 0 ${chartWidth} ${chartHeight}`} role="img" {...place}>
      <title>{title}</title>
      <desc>{desc}</desc>
      <path class="grid" d={ticks.map((tick) => `M${plot.left} ${plot.y(tick)}H${plot.right}`).join('')} />
      {ticks.map((tick, i) => (
        <text class="value" x={plot.left - 8} y={plot.y(tick)} dy=".35em">
          {labels[i]}
        </text>
      ))}
      {children}
    </svg>
  );
  return place ? drawing : <div class="chart">{drawing}</div>;
}

/** Where a drawing lies in a picture that is a file of its own. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface FrameProps {
  place?: Place | undefined;
  plot: Plot;
  ticks: readonly number[];
  labels: readonly string[];
  children: ComponentChildren;
}

/** A label below the plot; near an edge it is set flush with the edge rather than cut off. */
export function AxisLabel({ x, text }: { x: number; text: string }): VNode {
  const half = (text.length * signWidth) / 2;
  const place = x + half > chartWidth ? 'end' : x - half < 0 ? 'start' : 'middle';
  return (
    <text
      class={`axis ${place}`}
      x={place === 'end' ? chartWidth : place === 'start' ? 0 : round(x)}
      y={chartHeight - 8}
    >
      {text}
    </text>
  );
}
