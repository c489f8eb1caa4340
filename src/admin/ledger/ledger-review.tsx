import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Names } from '../frame/actor-names.js';
import { Csrf } from '../frame/layout.js';
import type { StaffEvent } from './ledger-events.js';

const isOwn = (staff: SignedIn, { enteredBy }: StaffEvent): boolean => enteredBy === `staff:${staff.id}`;

/** The second reviewer: verify or reject. The author of the event is told to leave it to another. */
export function ReviewForm({ staff, event }: { staff: SignedIn; event: StaffEvent }): VNode {
  if (!may(staff.role, 'ledger:verify')) return <>waits</>;
  if (isOwn(staff, event)) return <>You entered this. Another person must verify it.</>;
  const which = `${event.kind.replaceAll('_', ' ')}, ${event.names.en}`;
  return (
    <form class="decide" method="post" action={`/admin/ledger/events/${event.id}/review`}>
      <Csrf staff={staff} />
      <input
        type="text"
        name="note"
        placeholder="Note"
        aria-label={`Note: ${which}`}
        autoComplete="off"
        maxLength={1000}
      />
      <button class="button small" type="submit" name="decision" value="verified" aria-label={`Verify: ${which}`}>
        Verify
      </button>
      <button class="button small plain" type="submit" name="decision" value="rejected" aria-label={`Reject: ${which}`}>
        Reject
      </button>
    </form>
  );
}

interface ImportProps {
  staff: SignedIn;
  importId: string;
  events: readonly StaffEvent[];
  names: Names;
}

/** All pending events of an import at once. */
export function VerifyImport({ staff, importId, events, names }: ImportProps): VNode {
  const by = [...new Set(events.map(({ enteredBy }) => names.get(enteredBy) ?? enteredBy))].join(', ');
  if (events.some((event) => isOwn(staff, event))) return <p>You imported these. Another person must verify them.</p>;
  return (
    <>
      <p class="quiet">{`Imported by ${by}, on the list of ${[...new Set(events.map(({ asOf }) => asOf))].sort().join(', ')}.`}</p>
      {may(staff.role, 'ledger:verify') && (
        <form method="post" action={`/admin/ledger/imports/${importId}/verify`}>
          <Csrf staff={staff} />
          <button class="button small" type="submit">
            {`Verify all ${events.length}`}
          </button>
        </form>
      )}
    </>
  );
}
