import { daysIn } from '../../petitions/figures/span.values.js';
import { countryName } from '../../platform/http/country-names.js';
import type { FiguresView } from './figures-desk.js';

export const sheetNames = ['by-day', 'by-country', 'funnel', 'by-source', 'by-language'] as const;
export type SheetName = (typeof sheetNames)[number];

/** What a chart shows, as a table. */
export interface Sheet {
  heading: string;
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

const languages = new Intl.DisplayNames(['en'], { type: 'language' });
/** Both count by the day of the sign-up, so that they belong to the period. */
const confirmedSince = 'Signed in the period and confirmed';

/** The table of each chart; pages, pictures and downloads show the same rows. */
export const sheetOf: Record<SheetName, (view: FiguresView) => Sheet> = {
  'by-day': ({ figures, against }) => ({
    heading: 'Sign-ups by day',
    columns: ['Day (UTC)', 'Confirmed', 'Waiting', `Sign-ups ${against.than}`],
    rows: figures.days.map(({ day, confirmed, waiting }, n) => {
      const other = against.figures.days[n];
      return [day, confirmed, waiting, (other?.confirmed ?? 0) + (other?.waiting ?? 0)];
    }),
  }),
  'by-country': ({ figures }) => ({
    heading: 'Confirmed by country',
    columns: ['Country', 'Code', 'Confirmed', 'Waiting'],
    rows: figures.countries.map(({ country, confirmed, waiting }) => [
      countryName(country, 'en'),
      country,
      confirmed,
      waiting,
    ]),
  }),
  funnel: ({ figures: { totals } }) => ({
    heading: 'From sign-up to confirmation',
    columns: ['Step', 'Signatures'],
    rows: [
      ['Signed', totals.signed],
      ['Confirmed', totals.confirmed],
      ['Waiting for confirmation', totals.waiting],
      ['Expired without confirmation', totals.expired],
      ['Withdrawn by their owners', totals.withdrawn],
    ],
  }),
  'by-source': ({ origins }) => ({
    heading: 'Sources',
    columns: ['Source', confirmedSince],
    rows: origins.bySource.map(({ key, n }) => [key || 'None, or fewer than five', n]),
  }),
  'by-language': ({ origins }) => ({
    heading: 'Languages',
    columns: ['Language', confirmedSince],
    rows: origins.byLanguage.map(({ key, n }) => [languages.of(key) ?? key, n]),
  }),
};

/** `reconsider-by-day-2026-11-01-2026-11-30.csv` */
export const fileNameOf = ({ petition, figures: { span } }: FiguresView, name: SheetName, ending: string): string =>
  `${petition.slug}-${name}-${span.from}-${span.to}.${ending}`;

/** The address of the page, or of a file of it, with what it shows now. */
export function addressOf({ petition, figures: { span }, against }: FiguresView, file = ''): string {
  const query = new URLSearchParams({ from: span.from, to: span.to, with: against.with });
  return `/admin/petitions/${petition.slug}/figures${file && `/${file}`}?${query.toString()}`;
}

/** `the 30 days from 1 to 30 November` in numbers that need no grammar. */
export const spanText = ({ figures: { span } }: FiguresView): string =>
  daysIn(span) === 1 ? span.from : `${span.from} – ${span.to}`;
