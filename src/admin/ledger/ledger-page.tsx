import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Names } from '../frame/actor-names.js';
import { Problem } from '../frame/fields.js';
import { DoneNotice } from '../frame/action.js';
import { Instant, Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import {
  SourceOfEvent,
  StateCell,
  WhatHappened,
  WhenItHappened,
  type HeldEvent,
  type StaffEvent,
} from './ledger-events.js';
import { ReviewForm, VerifyImport } from './ledger-review.js';
import { Table, type Row } from '../frame/table.js';
import { counted, number } from '../frame/words.js';

export interface LedgerProps {
  staff: SignedIn;
  /** Events not yet verified or rejected, newest first. */
  waiting: readonly StaffEvent[];
  latest: readonly StaffEvent[];
  /** Valid events that others refer to or correct. */
  held: readonly HeldEvent[];
  names: Names;
  done?: string | undefined;
  problem?: string;
}

const notices: Record<string, string> = {
  entered: 'The event is entered. It becomes public when another person has verified it.',
  verified: 'Verified. It is public now.',
  rejected: 'Rejected. It stays in the history and never becomes public.',
};

/** The ledger page: pending events first, then the latest with their status. */
export function LedgerPage(props: LedgerProps): VNode {
  const { staff, waiting, latest, done, problem } = props;
  const single = waiting.filter(({ importId }) => importId === null);
  const imports = [...new Set(waiting.flatMap(({ importId }) => importId ?? []))].map((importId) => ({
    importId,
    events: waiting.filter((event) => event.importId === importId),
  }));
  return (
    <Layout
      title="Treaty ledger"
      staff={staff}
      path="/admin/ledger"
      primary={{ href: '/admin/ledger/new', label: 'Enter an event', permission: 'ledger:write' }}
    >
      <Words of={['ledger', 'position', 'correction']} />
      <Problem message={problem} />
      <DoneNotice done={done} texts={notices} />
      <h2 id="waiting">Awaiting second review ({number(waiting.length)})</h2>
      {waiting.length === 0 && <p class="notice">Nothing to review.</p>}
      {single.length > 0 && <Waiting {...props} label="Events to review" events={single} />}
      {imports.map(({ importId, events }) => (
        <section class="card">
          <h3>From one import: {counted(events.length, 'event')}</h3>
          <VerifyImport staff={staff} importId={importId} events={events} names={props.names} />
          <details>
            <summary>Review them, or decide one by one</summary>
            <Waiting {...props} label="Events of the import" events={events} />
          </details>
        </section>
      ))}
      <h2 id="latest">Latest events</h2>
      <Table
        label="Latest events"
        columns={columns('Outcome')}
        rows={latest.map((event) => rowOf(props, event, <EventStatus {...props} event={event} />))}
      />
    </Layout>
  );
}

const columns = (last: string): string[] => ['State', 'What happened', 'When', 'Source', 'Entered', last];

const Waiting = ({
  label,
  events,
  ...props
}: LedgerProps & { label: string; events: readonly StaffEvent[] }): VNode => (
  <Table
    label={label}
    columns={columns('Decide')}
    rows={events.map((event) => rowOf(props, event, <ReviewForm staff={props.staff} event={event} />))}
  />
);

const rowOf = ({ held, waiting, names }: LedgerProps, event: StaffEvent, last: VNode): Row => ({
  id: `event-${event.id}`,
  cells: [
    <StateCell event={event} />,
    <WhatHappened event={event} others={[...held, ...waiting]} />,
    <WhenItHappened event={event} />,
    <SourceOfEvent event={event} />,
    <>
      {names.get(event.enteredBy) ?? event.enteredBy}
      <p class="quiet">
        <Instant at={event.enteredAt} />
      </p>
    </>,
    last,
  ],
});

/** The status of an event; a valid one can be corrected. */
function EventStatus({ staff, event, latest, names }: LedgerProps & { event: StaffEvent }): VNode {
  const { id, decision, reviewedBy, reviewedAt, reviewNote, voids } = event;
  const corrected = latest.some((other) => other.supersedes === id && other.decision !== 'rejected');
  return (
    <>
      {decision ?? 'waits'}
      {reviewedBy !== null && (
        <p class="quiet">
          {names.get(reviewedBy) ?? reviewedBy}, <Instant at={reviewedAt} />
        </p>
      )}
      {reviewNote !== null && <p class="quiet">{reviewNote}</p>}
      {corrected && <p class="quiet">corrected by a later event</p>}
      {may(staff.role, 'ledger:write') && decision !== 'rejected' && !voids && !corrected && (
        <p>
          <a href={`/admin/ledger/new?supersedes=${id}`} aria-label={`Correct this event of ${event.names.en}`}>
            Correct
          </a>
        </p>
      )}
    </>
  );
}
