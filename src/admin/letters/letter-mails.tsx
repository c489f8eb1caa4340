import type { VNode } from 'preact';
import type { InboxMessages } from '../../replies/inbox/inbox-messages.service.js';
import type { MailKind } from '../../replies/inbox/inbox.status.js';
import { Instant } from '../frame/layout.js';
import { mailKindWords, standing } from '../replies/mail-words.js';
import { Table } from '../frame/table.js';

/** Messages about a letter. Nothing a sender wrote is shown here: reading that is recorded. */
export const LetterMails = ({ mails }: { mails: Awaited<ReturnType<InboxMessages['ofLetter']>> }): VNode => (
  <>
    <h2>Messages</h2>
    {mails.length === 0 ? (
      <p>Nothing yet.</p>
    ) : (
      <Table
        label="Messages"
        columns={['When', 'What', 'Standing']}
        rows={mails.map((mail) => ({
          mark: !mail.trusted && mail.decision === null ? 'warn' : undefined,
          cells: [
            <Instant at={mail.receivedAt} />,
            <a href={`/admin/inbox/${mail.id}`}>{mailKindWords[mail.kind as MailKind]}</a>,
            standing(mail),
          ],
        }))}
      />
    )}
  </>
);
