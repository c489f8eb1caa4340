import type { VNode } from 'preact';
import { addDays } from '../../platform/day.js';
import { Field, Select } from '../frame/fields.js';
import type { FiguresView } from './figures-desk.js';

const lengths = [7, 30, 90, 365];

/** Which days, and what to compare them with. */
export function FiguresForm({ view }: { view: FiguresView }): VNode {
  const { petition, others, figures, against } = view;
  const { from, to } = figures.span;
  const path = `/admin/petitions/${petition.slug}/figures`;
  return (
    <form class="card figures-form" method="get" action={path}>
      <Field name="from" label="From" type="date" value={from} />
      <Field name="to" label="To" type="date" value={to} />
      <Select
        name="with"
        label="Compare with"
        value={against.with}
        options={[
          { value: 'previous', label: 'As many days before' },
          ...others.map(({ slug, title }) => ({ value: slug, label: title })),
        ]}
      />
      <button class="button" type="submit">
        Show
      </button>
      <p class="lengths">
        {lengths.map((days) => (
          <a
            href={`${path}?${new URLSearchParams({ from: addDays(to, 1 - days), to, with: against.with }).toString()}`}
          >
            {`${days} days`}
          </a>
        ))}
      </p>
    </form>
  );
}
