import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { StateDay } from '../../campaigns/working-days.service.js';
import type { Fault } from '../../platform/errors.js';
import { Field, Select } from '../frame/fields.js';
import { Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { longDay, OnDay, weekdayName } from '../frame/words.js';

export interface WorkingDaysProps {
  staff: SignedIn;
  /** The day as it was typed. */
  on: string;
  rule: string;
  days: readonly StateDay[];
  faults?: readonly Fault[];
}

const rules = [
  { value: 'previous', label: 'Previous working day' },
  { value: 'next', label: 'Next working day' },
];

/** The working day of each ministry, when the planned day is none there. */
export function WorkingDaysPage({ staff, on, rule, days, faults = [] }: WorkingDaysProps): VNode {
  const results = [...new Set(days.map((state) => state.on))].sort();
  return (
    <Layout title="Working days by State" staff={staff} path="/admin/plan" crumbs={[]}>
      <form class="card" method="get" action="/admin/plan/working-days">
        <div class="filters">
          <Field name="on" label="Planned day" type="date" value={on} faults={faults} />
          <Select name="rule" label="If it falls on a non-working day" options={rules} value={rule} faults={faults} />
        </div>
        <button class="button small" type="submit">
          Show
        </button>
        <p class="quiet">
          Weekends come from CLDR, public holidays from the package date-holidays (data under CC BY 3.0), which does not
          know every State. Lunar-calendar holidays are calculated and may differ by a day. Check with the embassy
          before relying on a date.
        </p>
      </form>
      {days.length > 0 && (
        <>
          <h2>{`${weekdayName(on)}, ${longDay(on)}`}</h2>
          <Table
            label="Resulting days"
            columns={['Day', 'States', 'Which']}
            rows={results.map((day) => ({ cells: [<DayLink day={day} />, ...statesOn(day, days)] }))}
          />
          {results.map((day) => (
            <StatesOn day={day} days={days} />
          ))}
        </>
      )}
    </Layout>
  );
}

const DayLink = ({ day }: { day: string }): VNode => (
  <a href={`#on-${day}`}>
    {weekdayName(day)} <OnDay day={day} />
  </a>
);

const fewStates = 8;

/** How many, and the first of them by name. */
function statesOn(day: string, days: readonly StateDay[]): [number, string] {
  const states = days.filter(({ on }) => on === day).map(({ name }) => name);
  return [states.length, states.length > fewStates ? `${states.slice(0, fewStates).join(', ')} …` : states.join(', ')];
}

const StatesOn = ({ day, days }: { day: string; days: readonly StateDay[] }): VNode => (
  <details>
    <summary>{`${weekdayName(day)}, ${longDay(day)}: every State and the reason`}</summary>
    <div id={`on-${day}`}>
      <Table
        label={`States on ${day}`}
        columns={['State', 'Why not the planned day']}
        rows={days.filter(({ on }) => on === day).map(({ name, off }) => ({ cells: [name, reasonOf(off)] }))}
      />
    </div>
  </details>
);

const reasonOf = (off: StateDay['off']): string =>
  off === null
    ? 'it is a working day'
    : off.reason === 'weekend'
      ? 'weekend'
      : `public holiday: ${off.name ?? 'no name known'}`;
