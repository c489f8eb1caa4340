import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ModerationGroup, QueueStatus } from '../../supporter-letters/moderation.service.js';
import {
  moderationActionNames,
  moderationActions,
  rejectionReasons,
  type ModerationAction,
} from '../../supporter-letters/personal-letters.status.js';
import { Csrf } from '../frame/layout.js';

export const statusWords: Record<QueueStatus, string> = {
  waiting: 'To be read',
  accepted: 'Accepted',
  rejected: 'Rejected',
  unsure: 'Sent, perhaps not arrived',
};

const actionWords: Record<ModerationAction, string> = {
  accept: 'Accept',
  reject: 'Reject',
  undo: 'Undo decision',
  not_arrived: 'Did not arrive: send again with the next letter',
  arrived: 'Arrived',
};

/** Possible decisions about a whole group, and about each letter of it. Forms name the letters that were shown, and no other. */
export function DecideGroup({
  staff,
  group,
  status,
}: {
  staff: SignedIn;
  group: ModerationGroup;
  status: QueueStatus;
}): VNode {
  const actions = moderationActionNames.filter((action) =>
    moderationActions[action].from.some((one) => one === status),
  );
  const ids = group.letters.map(({ id }) => id);
  return (
    <>
      <div class="decide">
        {actions.map((action) => (
          <Decision staff={staff} status={status} action={action} ids={ids} of={group.groupId} />
        ))}
      </div>
      {ids.length > 1 && (
        <details>
          <summary>Decide one by one</summary>
          {group.letters.map(({ id, name }) => (
            <div class="decide">
              <p>
                {`${id.slice(-6).toUpperCase()} `}
                <bdi>{name}</bdi>
              </p>
              {actions.map((action) => (
                <Decision staff={staff} status={status} action={action} ids={[id]} of={id} />
              ))}
            </div>
          ))}
        </details>
      )}
    </>
  );
}

interface DecisionProps {
  staff: SignedIn;
  status: QueueStatus;
  action: ModerationAction;
  ids: readonly string[];
  /** Makes field ids differ between forms. */
  of: string;
}

const Decision = ({ staff, status, action, ids, of }: DecisionProps): VNode => (
  <form method="post" action="/admin/supporter-letters">
    <Csrf staff={staff} />
    <input type="hidden" name="status" value={status} />
    <input type="hidden" name="action" value={action} />
    <input type="hidden" name="ids" value={ids.join(',')} />
    {action === 'reject' && (
      <>
        <label for={`reason-${of}-${ids.length}`}>Reason</label>{' '}
        <select id={`reason-${of}-${ids.length}`} name="reason">
          {rejectionReasons.map((reason) => (
            <option value={reason}>{reason.replaceAll('_', ' ')}</option>
          ))}
        </select>{' '}
      </>
    )}
    <button class="button small" type="submit">
      {ids.length === 1 ? actionWords[action] : `${actionWords[action]} (all ${ids.length})`}
    </button>
  </form>
);
