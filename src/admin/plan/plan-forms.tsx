import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { triggers, workingDayRules } from '../../campaigns/plan.values.js';
import type { Refused } from '../frame/form.js';
import { DemandField, type DemandOption } from '../frame/demand-field.js';
import { Field, Refusal, Select } from '../frame/fields.js';
import { Fold } from '../frame/fold.js';
import { Csrf } from '../frame/layout.js';
import { optionsOf } from '../frame/words.js';

interface AddProps {
  staff: SignedIn;
  year: number;
  demands: readonly DemandOption[];
  refused: Refused | undefined;
}

const fields = [
  'key',
  'title',
  'offsetDays',
  'fixedOn',
  'lastsDays',
  'repeatsDays',
  'workingDayRule',
  'trigger',
  'triggerTarget',
  'demand',
];

/** A milestone or a phase, by days from the anchor date or on a fixed date. */
export function AddMilestone({ staff, year, demands, refused }: AddProps): VNode {
  const faults = refused?.faults ?? [];
  const shared = (name: string) => ({ name, value: refused?.input[name], faults });
  return (
    <form class="card" id="add" method="post" action="/admin/plan/milestones" noValidate>
      <h2>{`Add to the plan for ${year}`}</h2>
      <Refusal refused={refused} fields={fields} />
      <Csrf staff={staff} />
      <input type="hidden" name="year" value={year} />
      <Field {...shared('title')} label="What" required />
      <Field {...shared('key')} label="Short name" help="Small letters, digits, hyphens." required />
      <fieldset>
        <legend>When: one of the two</legend>
        <div class="filters wide">
          <Field
            {...shared('offsetDays')}
            label="Days from the anchor date"
            type="number"
            help="Such as -30 for thirty days before."
          />
          <Field {...shared('fixedOn')} label="Fixed date" type="date" />
        </div>
        <Fold
          title="Duration, repetition, and what if it falls on a holiday"
          fields={['lastsDays', 'repeatsDays', 'workingDayRule']}
          faults={faults}
        >
          <Field {...shared('lastsDays')} label="Days it lasts" type="number" help="Only of phases." />
          <Field {...shared('repeatsDays')} label="Days until it is repeated" type="number" />
          <Select
            {...shared('workingDayRule')}
            label="If it falls on a non-working day"
            options={optionsOf(workingDayRules)}
          />
        </Fold>
      </fieldset>
      <Fold
        title="What happens by itself, and the demand it belongs to"
        fields={['trigger', 'triggerTarget', 'demand']}
        faults={faults}
      >
        <Select {...shared('trigger')} label="Automatic action" options={optionsOf(triggers)} />
        <Field
          {...shared('triggerTarget')}
          label="Of which statement or petition"
          help="Its short name, as its address ends."
        />
        <DemandField {...shared('demand')} demands={demands} />
      </Fold>
      <button class="button small" type="submit">
        Add
      </button>
    </form>
  );
}

interface RollOverProps {
  staff: SignedIn;
  /** The suggested year. */
  next: number;
  refused: Refused | undefined;
}

/** Copies the newest plan into a coming year. */
export const RollOver = ({ staff, next, refused }: RollOverProps): VNode => (
  <form class="card" id="roll-over" method="post" action="/admin/plan/roll-over" noValidate>
    <h2>Copy plan to another year</h2>
    <Refusal refused={refused} fields={['year']} />
    <Csrf staff={staff} />
    <p>
      Copies the newest plan before that year. Days move with the anchor date, dropped items are left out, and you get
      the list of what must be verified before anybody relies on it.
    </p>
    <Field
      name="year"
      label="Year"
      type="number"
      value={refused?.input.year ?? String(next)}
      faults={refused?.faults ?? []}
      required
    />
    <button class="button small" type="submit">
      Copy plan
    </button>
  </form>
);
