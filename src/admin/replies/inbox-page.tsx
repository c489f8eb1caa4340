import type { VNode } from 'preact';
import { inboxPageSize, type InboxRow } from '../../replies/inbox/inbox-messages.service.js';
import type { MailKind } from '../../replies/inbox/inbox.status.js';
import { Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { mailKindWords, standing } from './mail-words.js';

/** Incoming messages: those that need attention first, then the newest. */
export const inboxList: List<InboxRow> = {
  name: 'inbox',
  label: 'Inbox',
  path: '/admin/inbox',
  columns: [
    {
      name: 'subject',
      title: 'Subject',
      value: ({ subject }) => subject,
      cell: ({ id, subject }) => <a href={`/admin/inbox/${id}`}>{subject || 'no subject'}</a>,
    },
    { name: 'when', title: 'When', value: ({ receivedAt }) => receivedAt, sortable: true },
    {
      name: 'from',
      title: 'From',
      value: ({ fromName, fromAddress }) =>
        [fromName, fromAddress && `<${fromAddress}>`].filter(Boolean).join(' ') || 'nobody',
    },
    { name: 'what', title: 'What', value: ({ kind }) => mailKindWords[kind as MailKind] },
    {
      name: 'letter',
      title: 'Letter',
      value: ({ reference }) => reference ?? 'none',
      cell: ({ letterId, reference }) =>
        letterId === null ? 'none' : <a href={`/admin/letters/${letterId}`}>{reference}</a>,
    },
    { name: 'standing', title: 'Standing', value: standing },
  ],
  filters: [
    {
      name: 'rank',
      label: 'Attention',
      options: [
        { value: '', label: 'All messages' },
        { value: '0', label: 'Unassigned' },
        { value: '1', label: 'Unverified' },
        { value: '2', label: 'Settled' },
      ],
    },
  ],
  id: ({ id }) => id,
  ids: ids.uuid,
  pageSize: inboxPageSize,
  mark: ({ rank }) => (rank < 2 ? 'warn' : undefined),
  empty: (
    <>
      No messages yet. Replies to the letters of a <a href="/admin/runs">mailing</a> arrive here by themselves.
    </>
  ),
  csv: 'letters:write',
};

export const InboxPage = (listed: Listed<InboxRow>): VNode => (
  <Layout title="Inbox" staff={listed.staff} path="/admin/inbox">
    <p>
      Unassigned messages first, then unverified ones, then the rest. Only verified messages, or messages a person
      confirms, change a letter.
    </p>
    <ListView {...listed} />
  </Layout>
);
