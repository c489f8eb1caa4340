import type { VNode } from 'preact';
import { utcDay } from '../../platform/clock.js';
import { longDay, optionsOf } from '../frame/words.js';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { RunsService } from '../../letters/sending/runs.service.js';
import { runStatuses } from '../../letters/sending/runs.status.js';
import type { Names } from '../frame/actor-names.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import type { Refused } from '../frame/form.js';
import { Area, Field, Refusal, Select } from '../frame/fields.js';
import { Fold } from '../frame/fold.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Term } from '../frame/term.js';

type Run = Awaited<ReturnType<RunsService['list']>>[number];

/** The mailings of a campaign, the newest first. */
export const runList = (names: Names): List<Run> => ({
  name: 'mailings',
  label: 'Mailings',
  path: '/admin/runs',
  columns: [
    {
      name: 'mailing',
      title: 'Mailing',
      value: ({ name }) => name,
      cell: ({ id, name }) => <a href={`/admin/runs/${id}`}>{name}</a>,
      sortable: true,
    },
    {
      name: 'day',
      title: 'Day and time',
      value: ({ onDay, localTime }) => `${utcDay(onDay)} ${localTime}`,
      cell: ({ onDay, localTime }) => `${longDay(utcDay(onDay))}, ${localTime} in each capital`,
      sortable: true,
    },
    { name: 'channel', title: 'Channel', value: ({ channel }) => channel, sortable: true },
    {
      name: 'letters',
      title: 'Letters',
      value: ({ _count, recipients }) => _count.letters || recipients.length,
      sortable: true,
    },
    { name: 'status', title: 'Status', value: ({ status }) => status, sortable: true },
    { name: 'by', title: 'By', value: ({ author }) => names.get(author) ?? author, sortable: true },
  ],
  filters: [
    {
      name: 'status',
      label: 'Status',
      options: [{ value: '', label: 'Any' }, ...optionsOf(runStatuses)],
      matches: ({ status }, value) => status === value,
    },
    {
      name: 'channel',
      label: 'Channel',
      options: [
        { value: '', label: 'Any' },
        { value: 'email', label: 'Email' },
        { value: 'post', label: 'Post' },
      ],
      matches: ({ channel }, value) => channel === value,
    },
  ],
  id: ({ id }) => id,
  ids: ids.uuid,
  pageSize: 50,
  empty: (
    <>
      No mailings yet. Approve the <a href="/admin/templates">texts of the letters</a>, then create a mailing below.
    </>
  ),
  csv: 'letters:read',
});

interface RunsProps {
  listed: Listed<Run>;
  refused?: Refused | undefined;
}

/** All mailings, and the form for a new one. */
export const RunsPage = ({ listed, refused }: RunsProps): VNode => (
  <Layout
    title="Mailings"
    staff={listed.staff}
    path="/admin/runs"
    primary={{ href: '#new-mailing', label: 'New mailing', permission: 'letters:write' }}
  >
    <p>
      Each <Term word="mailing" /> is letters to many ministries. On paper they wait among the{' '}
      <a href="/admin/print-queue">letters to print</a>.{' '}
      <a href="/admin/letters/figures">Letters by State on the map</a>
    </p>
    <ListView {...listed} />
    {may(listed.staff.role, 'letters:write') && <NewRun staff={listed.staff} refused={refused} />}
  </Layout>
);

const rules = [
  { value: 'previous', label: 'the working day before' },
  { value: 'next', label: 'the working day after' },
];
const channels = [
  { value: 'email', label: 'Email with the letter as PDF' },
  { value: 'post', label: 'Post: a list to print' },
];

const limitFields = [
  ['perHour', 'Max. letters per hour'],
  ['perDay', 'Max. letters per day'],
  ['perDomainPerHour', 'Max. letters per hour to one email domain'],
  ['perProviderPerHour', 'Max. letters per hour to one email provider'],
  ['inAll', 'Max. letters in total'],
] as const;
const rareFields = ['embargoUntil', 'lateMinutes', ...limitFields.map(([name]) => name)];

function NewRun({ staff, refused }: { staff: SignedIn; refused: Refused | undefined }): VNode {
  const input = refused?.input ?? {};
  const faults = refused?.faults ?? [];
  const names = ['name', 'channel', 'recipients', 'onDay', 'localTime', 'rule', ...rareFields];
  return (
    <form class="card" id="new-mailing" method="post" action="/admin/runs">
      <h2>New mailing</h2>
      <Refusal refused={refused} fields={names} />
      <Csrf staff={staff} />
      <div class="filters wide">
        <Field name="name" label="Name" value={input.name} faults={faults} />
        <Field name="onDay" label="Day" type="date" value={input.onDay} faults={faults} />
        <Field name="localTime" label="Time in the capital" value={input.localTime ?? '09:30'} faults={faults} />
        <Select name="rule" label="If not a working day there" options={rules} value={input.rule} faults={faults} />
        <Select name="channel" label="Channel" options={channels} value={input.channel} faults={faults} />
      </div>
      <Area
        name="recipients"
        label="States (codes, may stay empty)"
        value={input.recipients}
        faults={faults}
        rows={2}
        help="Empty: every State that is party to one of the conventions on that day"
      />
      <Fold
        title="Embargo, delay and limits per hour and day"
        fields={rareFields}
        faults={faults}
        used={rareFields.some((name) => Boolean(input[name]) && name !== 'lateMinutes')}
      >
        <div class="filters wide">
          <Field
            name="embargoUntil"
            label="Embargo until (UTC)"
            help="Nothing is sent before this moment."
            type="datetime-local"
            value={input.embargoUntil}
            faults={faults}
          />
          <Field
            name="lateMinutes"
            label="Latest delay (minutes)"
            type="number"
            value={input.lateMinutes ?? '240'}
            faults={faults}
          />
          {limitFields.map(([name, label]) => (
            <Field name={name} label={label} type="number" value={input[name]} faults={faults} />
          ))}
        </div>
      </Fold>
      <button class="button small" type="submit">
        Create draft
      </button>
    </form>
  );
}
