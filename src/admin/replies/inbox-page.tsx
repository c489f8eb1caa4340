import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { InboxRow } from '../../replies/inbox/inbox-messages.service.js';
import type { MailKind } from '../../replies/inbox/inbox.status.js';
import { Instant, Layout } from '../frame/layout.js';
import { mailKindWords, standing } from './mail-words.js';
import { Table } from '../frame/table.js';

interface InboxProps {
  staff: SignedIn;
  rows: readonly InboxRow[];
  next: string | null;
  isFirst: boolean;
}

/** Incoming messages: those that need attention first, then the newest. */
export const InboxPage = ({ staff, rows, next, isFirst }: InboxProps): VNode => (
  <Layout title="Inbox" staff={staff} path="/admin/inbox">
    <p>
      Unassigned messages first, then unverified ones, then the rest. Only verified messages, or messages a person
      confirms, change a letter.
    </p>
    {rows.length === 0 ? (
      <p class="notice">{isFirst ? 'No messages yet.' : 'No more messages.'}</p>
    ) : (
      <Table
        label="Inbox"
        columns={['When', 'Subject', 'From', 'What', 'Letter', 'Standing']}
        rows={rows.map((row) => ({
          mark: row.rank < 2 ? 'warn' : undefined,
          cells: [
            <Instant at={row.receivedAt} />,
            <a href={`/admin/inbox/${row.id}`}>{row.subject || 'no subject'}</a>,
            [row.fromName, row.fromAddress && `<${row.fromAddress}>`].filter(Boolean).join(' ') || 'nobody',
            mailKindWords[row.kind as MailKind],
            row.letterId === null ? 'none' : <a href={`/admin/letters/${row.letterId}`}>{row.reference}</a>,
            standing(row),
          ],
        }))}
      />
    )}
    <nav aria-label="Pages">
      {!isFirst && <a href="/admin/inbox">First page</a>}{' '}
      {next !== null && (
        <a rel="next" href={`/admin/inbox?after=${next}`}>
          Next
        </a>
      )}
    </nav>
  </Layout>
);
