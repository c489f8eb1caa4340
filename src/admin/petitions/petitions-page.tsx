import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { PetitionState } from '../../petitions/settings/petition-settings.service.js';
import { Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';

/** Where a petition stands, in words. */
export const stateWords: Record<PetitionState, string> = {
  draft: 'draft, not public',
  upcoming: 'published, opens later',
  open: 'open',
  closed: 'closed',
  archived: 'archived',
  withdrawn: 'withdrawn from view',
};

interface Props {
  staff: SignedIn;
  petitions: readonly { slug: string; title: string; state: PetitionState }[];
}

/** All petitions of the campaign, drafts included. */
export const PetitionsPage = ({ staff, petitions }: Props): VNode => (
  <Layout
    title="Petitions"
    staff={staff}
    path="/admin/petitions"
    primary={{ href: '/admin/petitions/new', label: 'New petition', permission: 'plan:manage' }}
  >
    {petitions.length === 0 && <p class="notice">There is no petition yet.</p>}
    {petitions.length > 0 && (
      <Table
        label="Petitions"
        columns={['Title', 'Short name', 'Status']}
        rows={petitions.map(({ slug, title, state }) => ({
          cells: [<a href={`/admin/petitions/${slug}`}>{title}</a>, slug, stateWords[state]],
        }))}
      />
    )}
  </Layout>
);
