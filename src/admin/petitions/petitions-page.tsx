import type { VNode } from 'preact';
import type { PetitionState } from '../../petitions/settings/petition-settings.service.js';
import { Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';

/** Where a petition stands, in words. */
export const stateWords: Record<PetitionState, string> = {
  draft: 'draft, not public',
  upcoming: 'published, opens later',
  open: 'open',
  closed: 'closed',
  archived: 'archived',
  withdrawn: 'withdrawn from view',
};

interface PetitionLine {
  slug: string;
  title: string;
  state: PetitionState;
}

/** All petitions of the campaign, drafts included; the newest first. */
export const petitionList: List<PetitionLine> = {
  name: 'petitions',
  label: 'Petitions',
  path: '/admin/petitions',
  columns: [
    {
      name: 'title',
      title: 'Title',
      value: ({ title }) => title,
      cell: ({ slug, title }) => <a href={`/admin/petitions/${slug}`}>{title}</a>,
      sortable: true,
    },
    { name: 'slug', title: 'Short name', value: ({ slug }) => slug, sortable: true },
    { name: 'status', title: 'Status', value: ({ state }) => stateWords[state], sortable: true },
  ],
  filters: [
    {
      name: 'status',
      label: 'Status',
      options: [{ value: '', label: 'Any' }, ...Object.entries(stateWords).map(([value, label]) => ({ value, label }))],
      matches: ({ state }, value) => state === value,
    },
  ],
  id: ({ slug }) => slug,
  ids: ids.word,
  pageSize: 50,
  empty: (
    <>
      There is no petition yet. <a href="/admin/petitions/new">Begin one</a>; it is public once you publish it.
    </>
  ),
  csv: 'plan:read',
};

export const PetitionsPage = (listed: Listed<PetitionLine>): VNode => (
  <Layout
    title="Petitions"
    staff={listed.staff}
    path="/admin/petitions"
    primary={{ href: '/admin/petitions/new', label: 'New petition', permission: 'plan:manage' }}
  >
    <ListView {...listed} />
  </Layout>
);
