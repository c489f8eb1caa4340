import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { CalendarDate } from '../../campaigns/calendar.service.js';
import { publicVerifications, verifications } from '../../campaigns/plan.values.js';
import type { Refused } from '../frame/form.js';
import { Field, Refusal, Select } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Table, type Row } from '../frame/table.js';
import { inWords, OnDay, optionsOf } from '../frame/words.js';

/** Every date, the unverified ones marked: those are not public. */
export function CalendarPage({ staff, dates }: { staff: SignedIn; dates: readonly CalendarDate[] }): VNode {
  const manages = may(staff.role, 'plan:manage');
  return (
    <Layout title="Calendar" staff={staff} path="/admin/calendar">
      <p>
        Dates of the outside world. What is unverified is never shown to the public; the rest stands in the{' '}
        <a href="/calendar">public calendar</a>.
      </p>
      <Table
        label="Calendar"
        columns={['When', 'What', 'Where', 'Certainty', 'Source', ...(manages ? ['Change'] : [])]}
        rows={dates.map((date) => rowOf(date, manages))}
      />
    </Layout>
  );
}

const isPublic = ({ startsOn, verification }: CalendarDate): boolean =>
  startsOn !== null && publicVerifications.includes(verification);

function rowOf(date: CalendarDate, manages: boolean): Row {
  const { key, id, title, type, convention, place, verification, verificationNote, source } = date;
  return {
    id: key,
    mark: isPublic(date) ? undefined : 'warn',
    cells: [
      <When date={date} />,
      <>
        {title}
        <p class="quiet">{`${inWords(type)}, ${convention === 'both' ? 'both conventions' : convention}`}</p>
      </>,
      place,
      <>
        {verification}
        {verificationNote !== verification && <p class="quiet">{verificationNote}</p>}
        {!isPublic(date) && <p class="flag">not public</p>}
      </>,
      source,
      ...(manages
        ? [
            <a href={`/admin/calendar/${id}`} aria-label={`Change: ${title}`}>
              Change
            </a>,
          ]
        : []),
    ],
  };
}

const When = ({ date: { startsOn, endsOn } }: { date: CalendarDate }): VNode =>
  startsOn === null ? (
    <>not known</>
  ) : (
    <>
      <OnDay day={startsOn} />
      {endsOn !== null && (
        <>
          {' to '}
          <OnDay day={endsOn} />
        </>
      )}
    </>
  );

export interface CalendarEntryProps {
  staff: SignedIn;
  date: CalendarDate;
  refused?: Refused;
}

const fields = ['startsOn', 'endsOn', 'place', 'verification', 'verificationNote', 'source'];

/** The verification of a date. */
export function CalendarEntryPage({ staff, date, refused }: CalendarEntryProps): VNode {
  const { id, key, title, startsOn, endsOn, place, verification, verificationNote, source } = date;
  const stored = {
    startsOn: startsOn ?? '',
    endsOn: endsOn ?? '',
    place: place ?? '',
    verification,
    verificationNote,
    source,
  };
  const input: Readonly<Record<string, string>> = refused?.input ?? stored;
  const shared = (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });
  return (
    <Layout title={title} staff={staff} path="/admin/calendar" crumbs={[]}>
      <Refusal refused={refused} fields={fields} />
      <form class="card" method="post" action={`/admin/calendar/${id}`} noValidate>
        <Csrf staff={staff} />
        <div class="filters">
          <Field {...shared('startsOn')} label="First day" type="date" />
          <Field {...shared('endsOn')} label="Last day, if it lasts longer" type="date" />
          <Field {...shared('place')} label="Place" />
          <Select {...shared('verification')} label="Certainty" options={optionsOf(verifications)} />
        </div>
        <Field {...shared('verificationNote')} label="Note on certainty" />
        <Field {...shared('source')} label="Source" required />
        <p class="quiet">Unverified dates are for staff only. All others become public at once.</p>
        <button class="button small" type="submit">
          Save
        </button>
      </form>
      <p>
        <a href={`/admin/calendar#${key}`}>Back to the calendar</a>
      </p>
    </Layout>
  );
}
