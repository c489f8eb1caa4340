import type { VNode } from 'preact';
import type { Filter } from '../../access/saved-filters.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Field, Refusal } from './fields.js';
import { KeptFields } from './filter-chips.js';
import type { Refused } from './form.js';
import { Csrf, Layout } from './layout.js';
import { listAddress } from './list.js';

interface Props {
  staff: SignedIn;
  list: string;
  path: string;
  kept: Filter;
  refused: Refused;
}

/** The form for the name of a filter once more, when it was refused. */
export const SaveFilterPage = ({ staff, list, path, kept, refused }: Props): VNode => (
  <Layout title="Save these filters" staff={staff}>
    <form class="card" method="post" action="/admin/filters">
      <Refusal refused={refused} fields={['filter-name']} />
      <Csrf staff={staff} />
      <KeptFields list={list} to={path} kept={kept} />
      <Field
        name="filter-name"
        label="Save these filters as"
        value={refused.input['filter-name']}
        faults={refused.faults}
        required
      />
      <button class="button small" type="submit">
        Save
      </button>
    </form>
    <p>
      <a href={listAddress({ path }, kept)}>Back to the list without saving</a>
    </p>
  </Layout>
);
