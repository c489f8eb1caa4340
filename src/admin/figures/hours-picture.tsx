import type { HoursOfDay } from '../../petitions/figures/hours.service.js';
import { chartHeight, chartWidth } from '../../platform/charts/frame.js';
import { pictureFile } from '../../platform/charts/picture.js';
import { barSeries } from './charts.js';
import { HoursChart, hoursTable } from './live-parts.js';

/** The hours of a day as an SVG file. */
export const hoursPicture = (title: string, hours: HoursOfDay, timeZone: string): string =>
  pictureFile({
    title: hoursTable(hours).heading,
    notes: [title, timeZone],
    entries: [
      { sign: 'bar', text: barSeries[0] },
      { sign: 'bar second', text: barSeries[1] },
    ],
    ratio: chartWidth / chartHeight,
    draw: (place) => <HoursChart hours={hours} place={place} />,
  });
