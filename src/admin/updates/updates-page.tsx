import type { VNode } from 'preact';
import type { UpdateStanding } from '../../updates/writing/update.status.js';
import type { UpdateLine } from '../../updates/writing/staff-updates.service.js';
import { Instant, Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';

/** Where an update stands, in words. */
export const standingWords: Record<UpdateStanding, string> = {
  draft: 'draft, not public',
  review: 'in review',
  scheduled: 'scheduled',
  held: 'held, not published',
  published: 'published',
  correction: 'published, correction not published yet',
  withdrawn: 'withdrawn from view',
};

/** What the email of an update is doing, in words. */
export const mailingWords: Readonly<Record<string, string>> = {
  planned: 'planned',
  approved: 'approved',
  starting: 'starting',
  sending: 'being sent',
  paused: 'paused',
  done: 'sent',
  cancelled: 'cancelled',
  expired: 'too late, not sent',
};

export const updateList: List<UpdateLine> = {
  name: 'updates',
  label: 'Updates',
  path: '/admin/updates',
  columns: [
    {
      name: 'title',
      title: 'Title',
      value: ({ title }) => title,
      cell: ({ slug, title }) => <a href={`/admin/updates/${slug}`}>{title}</a>,
      sortable: true,
    },
    { name: 'petition', title: 'About', value: ({ petition }) => petition ?? 'the campaign', sortable: true },
    { name: 'status', title: 'Page', value: ({ standing }) => standingWords[standing], sortable: true },
    {
      name: 'email',
      title: 'Email',
      value: ({ mailing }) => (mailing === null ? 'none' : (mailingWords[mailing] ?? mailing)),
      sortable: true,
    },
    {
      name: 'published',
      title: 'Published',
      value: ({ publishedAt }) => publishedAt,
      cell: ({ publishedAt }) => <Instant at={publishedAt} />,
      sortable: true,
    },
    {
      name: 'changed',
      title: 'Changed',
      value: ({ updatedAt }) => updatedAt,
      cell: ({ updatedAt }) => <Instant at={updatedAt} />,
      sortable: true,
      hidden: true,
    },
  ],
  filters: [
    {
      name: 'status',
      label: 'Page',
      options: [
        { value: '', label: 'Any' },
        ...Object.entries(standingWords).map(([value, label]) => ({ value, label })),
      ],
      matches: ({ standing }, value) => standing === value,
    },
    {
      name: 'title',
      label: 'Title',
      matches: ({ title, slug }, value) => `${title} ${slug}`.toLowerCase().includes(value.toLowerCase()),
    },
  ],
  id: ({ slug }) => slug,
  ids: ids.word,
  pageSize: 50,
  empty: (
    <>
      There is no update yet. <a href="/admin/updates/new">Write one</a>; it is public once you publish it, and sent to
      nobody before you say so.
    </>
  ),
  csv: 'plan:read',
};

export const UpdatesPage = (listed: Listed<UpdateLine>): VNode => (
  <Layout
    title="Updates"
    staff={listed.staff}
    path="/admin/updates"
    primary={{ href: '/admin/updates/new', label: 'New update', permission: 'updates:write' }}
  >
    <ListView {...listed} />
  </Layout>
);
