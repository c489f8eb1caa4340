import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Names } from '../frame/actor-names.js';
import { Problem } from '../frame/fields.js';
import { DoneNotice } from '../frame/action.js';
import { Instant, Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
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
import { counted, inWords, number, optionsOf } from '../frame/words.js';

export interface LedgerProps {
  staff: SignedIn;
  /** Events not yet verified or rejected, newest first. */
  waiting: readonly StaffEvent[];
  listed: Listed<StaffEvent>;
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
  const { staff, waiting, listed, done, problem } = props;
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
      <h2 id="all">All events</h2>
      <ListView {...listed} />
    </Layout>
  );
}

const Waiting = ({
  label,
  events,
  ...props
}: LedgerProps & { label: string; events: readonly StaffEvent[] }): VNode => (
  <Table
    label={label}
    columns={['State', 'What happened', 'When', 'Source', 'Entered', 'Decide']}
    rows={events.map((event) => rowOf(props, event))}
  />
);

const rowOf = ({ staff, held, waiting, names }: LedgerProps, event: StaffEvent): Row => ({
  id: `event-${event.id}`,
  cells: [
    <StateCell event={event} />,
    <WhatHappened event={event} others={[...held, ...waiting]} />,
    <WhenItHappened event={event} />,
    <SourceOfEvent event={event} />,
    <Entered event={event} names={names} />,
    <ReviewForm staff={staff} event={event} />,
  ],
});

const Entered = ({ event, names }: { event: StaffEvent; names: Names }): VNode => (
  <>
    {names.get(event.enteredBy) ?? event.enteredBy}
    <p class="quiet">
      <Instant at={event.enteredAt} />
    </p>
  </>
);

interface Around {
  staff: SignedIn;
  names: Names;
  /** Events others may refer to */
  others: readonly HeldEvent[];
  /** Every event, the newest first */
  events: readonly StaffEvent[];
}

/** Every event ever entered. */
export function eventList({ staff, names, others, events }: Around): List<StaffEvent> {
  const corrected = new Set(
    events.flatMap(({ supersedes, decision }) => (decision === 'rejected' ? [] : (supersedes ?? []))),
  );
  const outcomeOf = ({ decision }: StaffEvent): string => decision ?? 'waits';
  return {
    name: 'ledger',
    label: 'Events',
    path: '/admin/ledger',
    columns: [
      {
        name: 'state',
        title: 'State',
        value: ({ names: its }) => its.en ?? '',
        cell: (event) => <StateCell event={event} />,
        sortable: true,
      },
      { name: 'convention', title: 'Convention', value: ({ convention }) => convention, sortable: true, hidden: true },
      {
        name: 'what',
        title: 'What happened',
        value: ({ kind }) => inWords(kind),
        cell: (event) => <WhatHappened event={event} others={others} />,
        sortable: true,
      },
      {
        name: 'when',
        title: 'When',
        value: (event) => event.on ?? event.in,
        cell: (event) => <WhenItHappened event={event} />,
        sortable: true,
      },
      {
        name: 'source',
        title: 'Source',
        value: ({ sourceTitle }) => sourceTitle,
        cell: (event) => <SourceOfEvent event={event} />,
      },
      {
        name: 'entered',
        title: 'Entered',
        value: ({ enteredAt }) => enteredAt,
        cell: (event) => <Entered event={event} names={names} />,
        sortable: true,
      },
      {
        name: 'outcome',
        title: 'Outcome',
        value: outcomeOf,
        cell: (event) => <EventStatus staff={staff} names={names} event={event} corrected={corrected.has(event.id)} />,
        sortable: true,
      },
    ],
    filters: [
      {
        name: 'convention',
        label: 'Convention',
        options: [
          { value: '', label: 'Any' },
          ...[...new Set(events.map(({ convention }) => convention))].sort().map((value) => ({ value, label: value })),
        ],
        matches: ({ convention }, value) => convention === value,
      },
      {
        name: 'outcome',
        label: 'Outcome',
        options: [{ value: '', label: 'Any' }, ...optionsOf(['waits', 'verified', 'rejected'])],
        matches: (event, value) => outcomeOf(event) === value,
      },
    ],
    id: ({ id }) => id,
    ids: ids.uuid,
    pageSize: 50,
    empty: (
      <>
        No event yet. <a href="/admin/ledger/new">Enter the first one</a>; another person verifies it.
      </>
    ),
    csv: 'plan:read',
  };
}

interface StatusProps {
  staff: SignedIn;
  names: Names;
  event: StaffEvent;
  corrected: boolean;
}

/** The status of an event; a valid one can be corrected. */
function EventStatus({ staff, event, names, corrected }: StatusProps): VNode {
  const { id, decision, reviewedBy, reviewedAt, reviewNote, voids } = event;
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
