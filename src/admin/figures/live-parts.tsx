import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { HoursOfDay } from '../../petitions/figures/hours.service.js';
import { BarChart, type BarChartProps } from '../../platform/charts/bar-chart.js';
import { Table } from '../frame/table.js';
import { counted, longDay, number } from '../frame/words.js';
import { barSeries } from './charts.js';

export interface LiveProps {
  hours: HoursOfDay;
  timeZone: string;
}

/** Hours as a table, for the page and for the download. */
export const hoursTable = ({ day, hours }: HoursOfDay) => ({
  heading: `Sign-ups by hour on ${longDay(day)}`,
  columns: ['Hour', 'Signed', 'Of these confirmed'],
  rows: hours.map(({ label, signed, confirmed }) => [`${label}:00`, signed, confirmed] as const),
});

export function HoursChart({ hours, place }: { hours: HoursOfDay; place?: BarChartProps['place'] }): VNode {
  return (
    <BarChart
      title={hoursTable(hours).heading}
      desc={`${number(hours.signed)} signed, ${number(hours.confirmed)} of them confirmed.`}
      formatNumber={number}
      series={barSeries}
      bars={hours.hours.map(({ label, signed, confirmed }) => ({
        label,
        value: confirmed,
        second: signed - confirmed,
        title: `${label}:00: ${counted(signed, 'sign-up')}, ${number(confirmed)} confirmed`,
      }))}
      place={place}
    />
  );
}

/** The parts of the page that change, by the names under which the script finds their places. */
export const liveParts = {
  totals: ({ hours, timeZone }: LiveProps): VNode => (
    <p>
      <strong>{number(hours.signed)}</strong> signed, <strong>{number(hours.confirmed)}</strong> of them confirmed, as
      of <time dateTime={hours.at.toISOString()}>{clockOf(timeZone).format(hours.at)}</time>
    </p>
  ),
  chart: ({ hours }: LiveProps): VNode => <HoursChart hours={hours} />,
  table: ({ hours }: LiveProps): VNode => {
    const { heading, columns, rows } = hoursTable(hours);
    return (
      <Table
        label={`${heading}, as a table`}
        columns={columns}
        rows={rows.map(([hour, ...numbers]) => ({ cells: [hour, ...numbers.map(number)] }))}
      />
    );
  },
};
export type LivePart = keyof typeof liveParts;

const clockOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** What an event carries: the day, and each part as the server draws it. */
export const eventText = (props: LiveProps): string =>
  JSON.stringify({
    day: props.hours.day,
    parts: Object.fromEntries(Object.entries(liveParts).map(([name, part]) => [name, render(part(props))])),
  });
