import type { VNode } from 'preact';
import { fullName } from '../../platform/full-name.js';
import { may } from '../../access/roles.js';
import type { SavedFilter } from '../../access/saved-filters.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Fault } from '../../platform/errors.js';
import type { SupporterPage } from '../../lists/supporter-list.service.js';
import { textsOf } from '../frame/form.js';
import { FilterChips } from '../frame/filter-chips.js';
import { Field, Problem, Select } from '../frame/fields.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { Words } from '../frame/term.js';

export interface SupportersProps {
  staff: SignedIn;
  slug: string;
  petitionTitle: string;
  /** The query as it was typed. */
  input: Readonly<Record<string, string>>;
  faults: readonly Fault[];
  page: SupporterPage;
  /** What of it filters the list, without the search */
  filter: Readonly<Record<string, string>>;
  saved: readonly SavedFilter[];
  /** A filter that could not be saved */
  unsaved?: { name: string; faults: readonly Fault[] } | undefined;
  /** Available consent purposes. */
  purposes: string[];
}

const statuses = [
  { value: 'confirmed', label: 'Confirmed' },
  { value: 'pending', label: 'Waiting' },
  { value: 'all', label: 'Confirmed and pending' },
  { value: 'shadowed', label: 'Shadowed' },
];

const labels: Record<string, string> = {
  status: 'Status',
  country: 'Country',
  since: 'Signed since',
  consent: 'Consent',
};

const filterWords = (name: string, value: string): string => {
  const shown =
    name === 'status' ? (statuses.find((one) => one.value === value)?.label ?? value) : value.replaceAll(',', ', ');
  return `${labels[name] ?? name}: ${shown}`;
};

/** The supporters of a petition: search, filters and one page of rows. */
export function SupportersPage(props: SupportersProps): VNode {
  const { staff, slug, petitionTitle, page } = props;
  return (
    <Layout
      title={`Supporters of “${petitionTitle}”`}
      staff={staff}
      path="/admin/supporters"
      crumbs={[petitionCrumb(slug, petitionTitle)]}
      primary={{ href: `/admin/petitions/${slug}/exports`, label: 'Export', permission: 'supporters:export' }}
    >
      <p>
        {may(staff.role, 'fraud:decide') && <a href={`/admin/petitions/${slug}/fraud`}>Fraud review</a>}{' '}
        {may(staff.role, 'supporters:import') && <a href={`/admin/petitions/${slug}/imports`}>Imports</a>}
      </p>
      <Filters {...props} />
      <FilterChips
        staff={staff}
        path={`/admin/petitions/${slug}/supporters`}
        filter={props.filter}
        words={filterWords}
        saved={props.saved}
        refused={props.unsaved}
      />
      <Words of={['waiting', 'shadowed', 'consent']} />
      {page.rows.length > 0 && <Rows {...props} />}
      {page.rows.length === 0 && props.faults.length === 0 && <p class="notice">No supporters match these filters.</p>}
      <Pages {...props} />
    </Layout>
  );
}

function Filters({ staff, slug, input, faults, purposes }: SupportersProps): VNode {
  const consents = [{ value: '', label: 'Any' }, ...purposes.map((purpose) => ({ value: purpose, label: purpose }))];
  return (
    // By POST: the search is for a person's name or address, and URLs end up in logs and histories.
    <form
      class="card"
      method="post"
      action={`/admin/petitions/${slug}/supporters/search`}
      role="search"
      aria-label="These supporters"
    >
      <Csrf staff={staff} />
      <Problem message={faults.length > 0 ? 'Please check the marked fields.' : null} />
      <div class="filters">
        <Field
          name="q"
          label="Name begins with, or whole email address"
          type="search"
          value={input.q}
          faults={faults}
        />
        <Select name="status" label="Status" options={statuses} value={input.status ?? 'confirmed'} faults={faults} />
        <Field name="country" label="Countries (codes, with commas)" value={input.country} faults={faults} />
        <Field name="since" label="Signed since" type="date" value={input.since?.slice(0, 10)} faults={faults} />
        <Select name="consent" label="Consent" options={consents} value={input.consent} faults={faults} />
      </div>
      <button class="button small" type="submit">
        Show
      </button>
    </form>
  );
}

const Rows = ({ page, staff, slug }: SupportersProps): VNode => (
  <div class="scroll" role="region" aria-label="Supporters" tabindex={0}>
    <table class="list">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Email address</th>
          <th scope="col">Country</th>
          <th scope="col">Status</th>
          <th scope="col">Signed</th>
          <th scope="col">Confirmed</th>
          <th scope="col">Consent</th>
        </tr>
      </thead>
      <tbody>
        {page.rows.map((row) => (
          <tr>
            <th scope="row">
              <bdi>{fullName(row)}</bdi>
            </th>
            <td>{row.email ?? 'none'}</td>
            <td>{row.country}</td>
            <td>
              {row.shadowRule === null ? row.status : `shadowed (${row.shadowRule})`}
              {row.shadowRule !== null && may(staff.role, 'fraud:decide') && (
                <form method="post" action={`/admin/petitions/${slug}/supporters/${row.id}/restore`}>
                  <Csrf staff={staff} />
                  <button class="button small" type="submit" aria-label={`Restore ${fullName(row)}`}>
                    Restore
                  </button>
                </form>
              )}
            </td>
            <td>
              <Instant at={row.signedAt} />
            </td>
            <td>
              <Instant at={row.confirmedAt} />
            </td>
            <td>{row.consents.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

function Pages({ staff, slug, input, page }: SupportersProps): VNode {
  const filter = textsOf(input, 'before', 'after', '_csrf', '_campaign');
  const path = `/admin/petitions/${slug}/supporters`;
  const turn = (cursor: Record<string, string>, rel: string, label: string): VNode =>
    filter.q === undefined ? (
      <a rel={rel} href={`${path}?${new URLSearchParams({ ...filter, ...cursor }).toString()}`}>
        {label}
      </a>
    ) : (
      <form method="post" action={`${path}/search`}>
        <Csrf staff={staff} />
        {Object.entries({ ...filter, ...cursor }).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button class="button small" type="submit">
          {label}
        </button>
      </form>
    );
  return (
    <nav aria-label="Pages">
      {page.newer && turn({ after: page.newer }, 'prev', 'Newer')}{' '}
      {page.older && turn({ before: page.older }, 'next', 'Older')}
    </nav>
  );
}
