import { pictureFile, type PictureProps } from '../../platform/charts/picture.js';
import { RowsPicture, rowsRatio } from '../../platform/charts/rows-picture.js';
import { chartHeight, chartWidth } from '../../platform/charts/frame.js';
import { fillClass } from '../../treaties/map/palette.js';
import { WorldPicture, worldRatio, worldStyle } from '../../treaties/map/world-picture.js';
import { number } from '../frame/words.js';
import { barSeries, DaysChart, lineText, shadesOf } from './charts.js';
import type { FiguresView } from './figures-desk.js';
import { sheetOf, spanText, type SheetName } from './sheets.js';

/** As many rows as a chart shows; the table has them all. */
export const mostRows = 15;

type Drawing = Pick<PictureProps, 'entries' | 'ratio' | 'style' | 'draw'>;

const drawings: Record<SheetName, (view: FiguresView) => Drawing> = {
  'by-day': (view) => ({
    entries: [
      { sign: 'bar', text: barSeries[0] },
      { sign: 'bar second', text: barSeries[1] },
      { sign: 'ink', text: `Line: ${lineText(view)}` },
    ],
    ratio: chartWidth / chartHeight,
    style: '  .ink { fill: #1b2a3a; }\n',
    draw: (place) => <DaysChart view={view} place={place} />,
  }),
  'by-country': ({ figures }) => {
    const { entries, legend } = shadesOf(figures.countries);
    return {
      entries: legend.map(({ fill, text }) => ({ sign: fillClass(fill), text })),
      ratio: worldRatio(),
      style: worldStyle(),
      draw: (place) => <WorldPicture entries={entries} place={place} />,
    };
  },
  funnel: (view) => rowsDrawing('funnel', view),
  'by-source': (view) => rowsDrawing('by-source', view),
  'by-language': (view) => rowsDrawing('by-language', view),
};

/** Labels and values of a table whose first column names what the last counts. */
export const rowsOf = (name: SheetName, view: FiguresView): { label: string; value: number }[] =>
  sheetOf[name](view).rows.map((row) => ({ label: String(row[0]), value: Number(row.at(-1)) }));

function rowsDrawing(name: SheetName, view: FiguresView): Drawing {
  const rows = rowsOf(name, view).slice(0, mostRows);
  return {
    ratio: rowsRatio(rows.length),
    draw: (place) => <RowsPicture rows={rows} formatNumber={number} place={place} />,
  };
}

/** A chart as an SVG file. */
export const pictureOf = (name: SheetName, view: FiguresView): string =>
  pictureFile({
    title: sheetOf[name](view).heading,
    notes: [view.petition.title, `${spanText(view)} (UTC)`],
    ...drawings[name](view),
  });
