import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { CampaignText } from '../../campaigns/campaign-texts.service.js';
import { Instant, Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { inLanguage } from '../../platform/texts/in-language.js';

/** The campaign's statements, newest first. */
export const TextsPage = ({ staff, texts }: { staff: SignedIn; texts: readonly CampaignText[] }): VNode => (
  <Layout title="Texts" staff={staff} path="/admin/texts">
    {may(staff.role, 'plan:manage') && (
      <p>
        <a class="button small" href="/admin/texts/new">
          Write a text
        </a>
      </p>
    )}
    {texts.length === 0 && <p class="notice">There is no text yet.</p>}
    {texts.length > 0 && (
      <Table
        label="Texts"
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
