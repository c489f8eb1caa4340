import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Demand } from '../../campaigns/demands/demands.schema.js';
import { Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { OnDay } from '../frame/words.js';

/** All demands, drafts included; the newest first. */
export const DemandsPage = ({ staff, demands }: { staff: SignedIn; demands: readonly Demand[] }): VNode => (
  <Layout
    title="Demands"
    staff={staff}
    path="/admin/demands"
    primary={{ href: '/admin/demands/new', label: 'New demand', permission: 'plan:manage' }}
  >
    <p>
      What the campaign asks, of whom, by when, and what became of it. Visitors read it on the{' '}
      <a href="/demands">public page</a>.
    </p>
    {demands.length === 0 && <p class="notice">There is no demand yet.</p>}
    {demands.length > 0 && (
      <Table
        label="Demands"
        columns={['Title', 'Short name', 'Addressed to', 'By', 'Status', 'Stated']}
        rows={demands.map(({ slug, texts, addresseeCode, addresseeNames, due, status, statedOn }) => ({
          cells: [
            <a href={`/admin/demands/${slug}`}>{texts.en?.title ?? slug}</a>,
            slug,
            addresseeCode ?? addresseeNames?.en ?? '',
            due === null ? 'no day' : <OnDay day={due} />,
            status,
            <OnDay day={statedOn} />,
          ],
        }))}
      />
    )}
  </Layout>
);
