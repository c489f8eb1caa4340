import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { CampaignText } from '../../campaigns/campaign-texts.service.js';
import { Instant, Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { inLanguage } from '../../platform/texts/in-language.js';

/** The campaign's statements, newest first. */
export const TextsPage = ({ staff, texts }: { staff: SignedIn; texts: readonly CampaignText[] }): VNode => (
  <Layout
    title="Statements"
    staff={staff}
    path="/admin/texts"
    primary={{ href: '/admin/texts/new', label: 'New statement', permission: 'plan:manage' }}
  >
    {texts.length === 0 && <p class="notice">There is no statement yet.</p>}
    {texts.length > 0 && (
      <Table
        label="Statements"
        columns={['Title', 'Short name', 'Status', 'Changed', 'Published']}
        rows={texts.map(({ slug, texts: written, status, updatedAt, publishedAt }) => ({
          cells: [
            <a href={`/admin/texts/${slug}/preview`}>{inLanguage(written, 'en').title}</a>,
            slug,
            status,
            <Instant at={updatedAt} />,
            <Instant at={publishedAt} />,
          ],
        }))}
      />
    )}
  </Layout>
);
