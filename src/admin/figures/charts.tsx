import type { VNode } from 'preact';
import { BarChart, type BarChartProps } from '../../platform/charts/bar-chart.js';
import { groupOf, quantiles } from '../../platform/charts/quantiles.js';
import { threeLetterCodes } from '../../platform/http/country-codes.js';
import { countryName } from '../../platform/http/country-names.js';
import type { SpanFigures } from '../../petitions/figures/petition-figures.service.js';
import type { MapEntry } from '../../treaties/map/world-map.js';
import type { MapFill } from '../../treaties/map/palette.js';
import { shades, type Shade } from '../../treaties/map/shades.js';
import { longDay, number } from '../frame/words.js';
import type { FiguresView } from './figures-desk.js';

const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** What a bar of days or hours consists of, from below. */
export const barSeries = ['Confirmed', 'Waiting for confirmation'] as const;

/** The days of a period, with a line for what they are compared with. */
export function DaysChart({ view, place }: { view: FiguresView; place?: BarChartProps['place'] }): VNode {
  const { figures, against } = view;
  const { signed, confirmed } = figures.totals;
  return (
    <BarChart
      title="Sign-ups by day"
      desc={`${number(signed)} sign-ups, ${number(confirmed)} of them confirmed. Days are those of UTC.`}
      formatNumber={number}
      series={barSeries}
      line={{
        values: against.figures.days.map((day) => day.confirmed + day.waiting),
        text: lineText(view),
      }}
      bars={figures.days.map(({ day, confirmed: value, waiting }) => ({
        label: shortDay.format(new Date(day)),
        value,
        second: waiting,
        title: `${longDay(day)}: ${number(value)} confirmed, ${number(waiting)} waiting`,
      }))}
      place={place}
    />
  );
}

export const lineText = ({ against }: FiguresView): string => `Sign-ups ${against.than}`;

/** Countries of the map with their colours, and what the colours mean. */
export function shadesOf(countries: SpanFigures['countries']): {
  entries: MapEntry[];
  legend: { fill: MapFill; text: string }[];
} {
  const steps = quantiles(
    countries.map(({ confirmed }) => confirmed),
    shades.length,
  );
  // Few groups take the dark end: most is always the same colour.
  const shadeOf = (group: number): Shade => shades[shades.length - steps.length + group] ?? 'shade_5';
  const entries = countries.flatMap(({ country, confirmed }) => {
    const [group, iso3] = [groupOf(confirmed, steps), threeLetterCodes.get(country)];
    if (group < 0 || iso3 === undefined) return [];
    const label = `${countryName(country, 'en')}: ${number(confirmed)} confirmed`;
    return [{ iso: country, iso3, label, fill: shadeOf(group) }];
  });
  const legend = steps.map(({ from, to }, group) => ({
    fill: shadeOf(group),
    text: from === to ? number(from) : `${number(from)} to ${number(to)}`,
  }));
  return { entries, legend: [...legend, { fill: 'none', text: 'none' }] };
}
