import type { VNode } from 'preact';
import type { Demand } from '../../campaigns/demands/demands.schema.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import { ruleOf } from '../../campaigns/demands/demands.values.js';
import { countryName } from '../../platform/http/country-names.js';
import { Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { OnDay, optionsOf } from '../frame/words.js';

/** Whom a demand is addressed to, in words. */
function addresseeIn({ addresseeKind, addresseeCode, addresseeNames }: Demand): string {
  if (addresseeCode === null) return addresseeNames?.en ?? '';
  if (addresseeKind === 'state') return countryName(addresseeCode, 'en');
  const { group, convention } = ruleOf(addresseeCode);
  return demandTexts('en').groups[group][convention];
}

/** All demands, drafts included; the newest first. */
export const demandList: List<Demand> = {
  name: 'demands',
  label: 'Demands',
  path: '/admin/demands',
  columns: [
    {
      name: 'title',
      title: 'Title',
      value: ({ slug, texts }) => texts.en?.title ?? slug,
      cell: ({ slug, texts }) => <a href={`/admin/demands/${slug}`}>{texts.en?.title ?? slug}</a>,
      sortable: true,
    },
    { name: 'slug', title: 'Short name', value: ({ slug }) => slug, sortable: true },
    {
      name: 'addressee',
      title: 'Addressed to',
      value: addresseeIn,
      sortable: true,
    },
    {
      name: 'due',
      title: 'By',
      value: ({ due }) => due,
      cell: ({ due }) => (due === null ? 'no day' : <OnDay day={due} />),
      sortable: true,
    },
    { name: 'status', title: 'Status', value: ({ status }) => status, sortable: true },
    {
      name: 'stated',
      title: 'Stated',
      value: ({ statedOn }) => statedOn,
      cell: ({ statedOn }) => <OnDay day={statedOn} />,
      sortable: true,
    },
  ],
  filters: [
    {
      name: 'status',
      label: 'Status',
      options: [{ value: '', label: 'Any' }, ...optionsOf(['draft', 'published', 'withdrawn'])],
      matches: ({ status }, value) => status === value,
    },
  ],
  id: ({ slug }) => slug,
  ids: ids.word,
  pageSize: 50,
  empty: (
    <>
      There is no demand yet. <a href="/admin/demands/new">Write the first one</a> and publish it.
    </>
  ),
  csv: 'plan:read',
};

export const DemandsPage = (listed: Listed<Demand>): VNode => (
  <Layout
    title="Demands"
    staff={listed.staff}
    path="/admin/demands"
    primary={{ href: '/admin/demands/new', label: 'New demand', permission: 'plan:manage' }}
  >
    <p>
      What the campaign asks, of whom, by when, and what became of it. Visitors read it on the{' '}
      <a href="/demands">public page</a>.
    </p>
    <ListView {...listed} />
  </Layout>
);
