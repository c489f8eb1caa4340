import { noticeClock } from './open-data.schema.js';
import type { Rendered } from '../platform/http/page-cache.js';
import { csvAnswer } from '../platform/http/public-answer.js';
import type { StateUnderConvention, PositionsOnDay } from './positions.service.js';
import type { StateFacts } from './states.service.js';
import { precisionOf } from './ledger-event.js';
import type { StateRow } from './treaty-rows.js';

/** Included in every download, in the file and in its header. */
export const licence =
  'ODbL 1.0 (https://opendatacommons.org/licenses/odbl/1-0/). State attributes: world-countries. Treaty facts: the source named in each row.';
export const licenceHeaders = { link: '<https://opendatacommons.org/licenses/odbl/1-0/>; rel="license"' };

/** One line per state with its position under both conventions. */
export function statesCsv(
  locale: string,
  states: readonly StateFacts[],
  positions: readonly PositionsOnDay[],
  on: string,
): Rendered {
  const rows = states.map((state) => ({
    ...state,
    languages: state.languages.join(' '),
    on,
    ...Object.fromEntries(
      positions.flatMap(({ convention, positions: list }) => {
        const found = list.find(({ iso }) => iso === state.iso);
        return [
          [`${convention}_position`, found?.position],
          [`${convention}_since`, found?.since],
          [`${convention}_special_status`, found?.specialStatus],
        ];
      }),
    ),
    licence,
  }));
  const columns = [
    'iso',
    'iso3',
    'name',
    'officialName',
    'unMembership',
    'region',
    'subregion',
    'regionalGroup',
    'bordersRussia',
    'capital',
    'languages',
    'on',
  ];
  const both = positions.flatMap(({ convention }) => [`${convention}_position`, `${convention}_since`]);
  const more = positions.map(({ convention }) => `${convention}_special_status`);
  return csvAnswer(
    locale,
    `states-${on}.csv`,
    [...columns, ...both, 'source', 'licence', ...more],
    rows,
    licenceHeaders,
  );
}

/** One line per state: its position on a day, and the sources. */
export function positionsCsv(locale: string, { convention, on, totals, positions }: PositionsOnDay): Rendered {
  const rows = positions.map(({ sources, ...row }) => ({
    convention,
    on,
    verifiedThrough: totals.verifiedThrough,
    ...row,
    source: sources.map(({ title }) => title).join(' | '),
    sourceUrl: sources.map(({ url }) => url ?? '').join(' | '),
    asOf: sources.map(({ asOf }) => asOf).join(' | '),
    licence,
  }));
  const columns = [
    'convention',
    'on',
    'iso',
    'iso3',
    'name',
    'position',
    'since',
    'provisional',
    'source',
    'sourceUrl',
    'asOf',
    'licence',
    'sinceIn',
    'specialStatus',
    'verifiedThrough',
  ];
  return csvAnswer(locale, `${convention}-positions-${on}.csv`, columns, rows, licenceHeaders);
}

/** One line per valid event. @param of a state or a convention, for the name of the file */
export function eventsCsv(locale: string, of: string, rows: readonly StateRow[]): Rendered {
  const lines = rows
    .flatMap(({ events }) => events)
    .map((event) => ({ ...event, precision: precisionOf(event), licence }));
  const columns = [
    'id',
    'iso',
    'convention',
    'kind',
    'on',
    'in',
    'precision',
    'consentKind',
    'note',
    'sourceTitle',
    'sourceUrl',
    'notification',
    'asOf',
    'confidence',
    'licence',
  ];
  return csvAnswer(locale, `${of}-events.csv`, columns, lines, licenceHeaders);
}

/** A state under one convention as JSON. */
export const underConvention = ({
  convention,
  position,
  since,
  sinceIn,
  provisional,
  specialStatus,
  clock,
  sources,
  checked,
  events,
}: StateUnderConvention) => ({
  convention,
  position,
  since,
  sinceIn,
  provisional,
  specialStatus,
  clock: clock && noticeClock.parse(clock),
  sources,
  verifiedThrough: checked?.asOf ?? null,
  events,
});
