import type { VNode } from 'preact';
import { utcDay } from '../../platform/clock.js';
import { longDay } from '../frame/words.js';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { RunsService } from '../../letters/sending/runs.service.js';
import type { Refused } from '../frame/form.js';
import { Area, Field, Refusal, Select } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Term } from '../frame/term.js';
import { Table } from '../frame/table.js';

interface RunsProps {
  staff: SignedIn;
  runs: Awaited<ReturnType<RunsService['list']>>;
  names: ReadonlyMap<string, string>;
  refused?: Refused;
}

/** All runs, and the form for a new one. */
export function RunsPage({ staff, runs, names, refused }: RunsProps): VNode {
  return (
    <Layout
      title="Mailings"
      staff={staff}
      path="/admin/runs"
      primary={{ href: '#new-mailing', label: 'New mailing', permission: 'letters:write' }}
    >
      <p>
        Each <Term word="mailing" /> is letters to many ministries. On paper they wait among the{' '}
        <a href="/admin/print-queue">letters to print</a>.{' '}
        <a href="/admin/letters/figures">Letters by State on the map</a>
      </p>
      {runs.length === 0 ? (
        <p class="notice">No mailings yet.</p>
      ) : (
        <Table
          label="Mailings"
          columns={['Mailing', 'Day and time', 'Channel', 'Letters', 'Status', 'By']}
          rows={runs.map((run) => ({
            cells: [
              <a href={`/admin/runs/${run.id}`}>{run.name}</a>,
              `${longDay(utcDay(run.onDay))}, ${run.localTime} in each capital`,
              run.channel,
              String(run._count.letters || run.recipients.length),
              run.status,
              names.get(run.author) ?? run.author,
            ],
          }))}
        />
      )}
      {may(staff.role, 'letters:write') && <NewRun staff={staff} refused={refused} />}
    </Layout>
  );
}

const rules = [
  { value: 'previous', label: 'the working day before' },
  { value: 'next', label: 'the working day after' },
];
const channels = [
  { value: 'email', label: 'Email with the letter as PDF' },
  { value: 'post', label: 'Post: a list to print' },
];

function NewRun({ staff, refused }: { staff: SignedIn; refused: Refused | undefined }): VNode {
  const input = refused?.input ?? {};
  const faults = refused?.faults ?? [];
  const names = [
    'name',
    'channel',
    'recipients',
    'onDay',
    'localTime',
    'rule',
    'lateMinutes',
    'perHour',
    'perDay',
    'perDomainPerHour',
    'perProviderPerHour',
    'inAll',
    'embargoUntil',
  ];
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
        <Field
          name="lateMinutes"
          label="Latest delay (minutes)"
          type="number"
          value={input.lateMinutes ?? '240'}
          faults={faults}
        />
        <Field
          name="embargoUntil"
          label="Embargo until (UTC)"
          help="Nothing is sent before this moment."
          type="datetime-local"
          value={input.embargoUntil}
          faults={faults}
        />
        <Field name="perHour" label="Max. letters per hour" type="number" value={input.perHour} faults={faults} />
        <Field name="perDay" label="Max. letters per day" type="number" value={input.perDay} faults={faults} />
        <Field
          name="perDomainPerHour"
          label="Max. letters per hour to one email domain"
          type="number"
          value={input.perDomainPerHour}
          faults={faults}
        />
        <Field
          name="perProviderPerHour"
          label="Max. letters per hour to one email provider"
          type="number"
          value={input.perProviderPerHour}
          faults={faults}
        />
        <Field name="inAll" label="Max. letters in total" type="number" value={input.inAll} faults={faults} />
      </div>
      <Area
        name="recipients"
        label="States (codes, may stay empty)"
        value={input.recipients}
        faults={faults}
        rows={2}
        help="Empty: every State that is party to one of the conventions on that day"
      />
      <button class="button small" type="submit">
        Create draft
      </button>
    </form>
  );
}
