import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SupporterRow } from '../../lists/supporter-list.service.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { Layout } from '../frame/layout.js';
import type { Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { Words } from '../frame/term.js';

export interface SupportersProps {
  slug: string;
  petitionTitle: string;
  listed: Listed<SupporterRow>;
}

/** The supporters of a petition: search, filters and one page of rows. */
export const SupportersPage = ({ slug, petitionTitle, listed }: SupportersProps): VNode => (
  <Layout
    title={`Supporters of “${petitionTitle}”`}
    staff={listed.staff}
    path="/admin/supporters"
    crumbs={[petitionCrumb(slug, petitionTitle)]}
    primary={{ href: `/admin/petitions/${slug}/exports`, label: 'Export', permission: 'supporters:export' }}
  >
    <p>
      {may(listed.staff.role, 'fraud:decide') && <a href={`/admin/petitions/${slug}/fraud`}>Fraud review</a>}{' '}
      {may(listed.staff.role, 'supporters:import') && <a href={`/admin/petitions/${slug}/imports`}>Imports</a>}
    </p>
    <Words of={['waiting', 'shadowed', 'consent']} />
    <ListView {...listed} />
  </Layout>
);
