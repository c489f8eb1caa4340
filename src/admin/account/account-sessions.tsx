import type { VNode } from 'preact';
import type { ListedSession } from '../../access/session-list.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Csrf, Instant } from '../frame/layout.js';
import { Table } from '../frame/table.js';

/** Active sessions. */
export const SessionsCard = ({ staff, sessions }: { staff: SignedIn; sessions: ListedSession[] }): VNode => (
  <section>
    <h2>Sessions</h2>
    <Table
      label="Your sessions"
      columns={['Device', 'Since', 'Last seen', 'End']}
      rows={sessions.map((session) => ({
        cells: [
          session.device,
          <Instant at={session.createdAt} />,
          <Instant at={session.lastSeenAt} />,
          session.id === staff.sessionId ? <strong>this one</strong> : <EndForm staff={staff} session={session} />,
        ],
      }))}
    />
    <p class="quiet">Times are UTC, to the minute. A session ends automatically twelve hours after you signed in.</p>
    {sessions.length > 1 && (
      <form method="post" action="/admin/account/sessions/end-others">
        <Csrf staff={staff} />
        <button class="button small" type="submit">
          End all others
        </button>
      </form>
    )}
  </section>
);

const EndForm = ({ staff, session }: { staff: SignedIn; session: ListedSession }): VNode => (
  <form method="post" action={`/admin/account/sessions/${session.id}/end`}>
    <Csrf staff={staff} />
    <button class="button small" type="submit" aria-label={`End the session on ${session.device}`}>
      End
    </button>
  </form>
);
