import type { RunsService } from '../../letters/sending/runs.service.js';
import { letterStatuses } from '../../letters/sending/runs.status.js';
import { countryName } from '../../platform/http/country-names.js';
import { ids, type List } from '../frame/list.js';
import { inWords, optionsOf } from '../frame/words.js';
import { languageOf } from './language-of.js';

export type Run = Awaited<ReturnType<RunsService['get']>>;
type RunLetter = Run['letters'][number];

/** The letters of one mailing, at most one to each State. */
export const runLetterList = (runId: string): List<RunLetter> => ({
  name: 'letters',
  label: 'Letters of this mailing',
  path: `/admin/runs/${runId}`,
  columns: [
    {
      name: 'state',
      title: 'State',
      value: ({ iso }) => countryName(iso, 'en'),
      cell: ({ id, iso }) => <a href={`/admin/letters/${id}`}>{countryName(iso, 'en')}</a>,
      sortable: true,
    },
    {
      name: 'local',
      title: 'In the capital',
      value: ({ dueAt, timeZone }) => dueAt && `${localTime(dueAt, timeZone ?? 'UTC')} (${timeZone ?? 'UTC'})`,
    },
    { name: 'due', title: 'Instant', value: ({ dueAt }) => dueAt, sortable: true },
    {
      name: 'language',
      title: 'Language',
      value: ({ locale, fallbackFrom }) => languageOf(locale, fallbackFrom),
      sortable: true,
    },
    { name: 'digest', title: 'Supporter letters', value: enclosed, sortable: true },
    { name: 'status', title: 'Status', value: ({ status }) => inWords(status), sortable: true },
    {
      name: 'held',
      title: 'Reason on hold',
      value: ({ held }) => (held as { detail: string }[]).map(({ detail }) => detail).join(' '),
    },
  ],
  filters: [
    {
      name: 'status',
      label: 'Status',
      options: [{ value: '', label: 'Any' }, ...optionsOf(letterStatuses)],
      matches: ({ status }, value) => status === value,
    },
  ],
  id: ({ id }) => id,
  ids: ids.uuid,
  pageSize: 250,
  mark: ({ status }) => (status === 'held' || status === 'outcome_unknown' ? 'warn' : undefined),
  empty: 'No letters yet: generate the schedule.',
  csv: 'letters:read',
});

/** Letters by supporters that travel with it. */
const enclosed = ({ digest }: RunLetter): number | null => (digest as { ids: string[] } | null)?.ids.length ?? null;

const localTime = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
