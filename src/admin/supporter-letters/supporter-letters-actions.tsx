import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ModerationGroup, QueueStatus } from '../../supporter-letters/moderation.service.js';
import {
  moderationActionNames,
  moderationActions,
  rejectionReasons,
  type ModerationAction,
} from '../../supporter-letters/personal-letters.status.js';
import type { Moderation } from '../../supporter-letters/personal-letters.schema.js';
import { BulkDone, BulkPreview } from '../frame/bulk-page.js';
import { counted, inWords } from '../frame/words.js';
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

interface DecideProps {
  staff: SignedIn;
  group: ModerationGroup;
  status: QueueStatus;
}

/** Short number of a letter on this page. */
export const markOf = (id: string): string => id.slice(-6).toUpperCase();

const actionsFrom = (status: QueueStatus): ModerationAction[] =>
  moderationActionNames.filter((action) => moderationActions[action].from.some((one) => one === status));

/** Possible decisions about the letters of a group. Forms name the letters that were shown, and no other; of several, what will happen is shown first. */
export function DecideGroup({ staff, group: { groupId, letters }, status }: DecideProps): VNode {
  const several = letters.length > 1;
  const [only] = letters;
  return (
    <form method="post" action={several ? '/admin/supporter-letters/several' : '/admin/supporter-letters'}>
      <Csrf staff={staff} />
      <input type="hidden" name="status" value={status} />
      {!several && <input type="hidden" name="ids" value={only?.id} />}
      {several && (
        <fieldset>
          <legend>Letters to decide</legend>
          {letters.map(({ id, name }) => (
            <div class="check">
              <input id={`letter-${id}`} type="checkbox" name="ids" value={id} checked />
              <label for={`letter-${id}`}>
                {`${markOf(id)} `}
                <bdi>{name}</bdi>
              </label>
            </div>
          ))}
        </fieldset>
      )}
      <div class="decide">
        {actionsFrom(status).map((action) => (
          <>
            {action === 'reject' && <Reason of={groupId} />}
            <button class="button small" type="submit" name="action" value={action}>
              {several ? `${actionWords[action]} (those ticked) …` : actionWords[action]}
            </button>
          </>
        ))}
      </div>
    </form>
  );
}

/** Ignored by every decision but a rejection. */
const Reason = ({ of }: { of: string }): VNode => (
  <>
    <label for={`reason-${of}`}>Reason to reject</label>{' '}
    <select id={`reason-${of}`} name="reason">
      {rejectionReasons.map((reason) => (
        <option value={reason}>{inWords(reason)}</option>
      ))}
    </select>{' '}
  </>
);

interface SeveralProps {
  staff: SignedIn;
  status: QueueStatus;
  decision: Moderation;
}

const consequences: Record<ModerationAction, string> = {
  accept: 'go to the ministries with the next letter of the campaign. It can be undone until that letter leaves.',
  reject: 'are not passed on, and their writers see the reason. It can be undone.',
  undo: 'wait again to be read.',
  not_arrived: 'go out again with the next letter of the campaign.',
  arrived: 'count as delivered. This cannot be undone.',
};

const placeOf = ({ staff, status, decision: { action } }: SeveralProps) => ({
  staff,
  title: `${actionWords[action]}: several letters`,
  path: '/admin/supporter-letters' as const,
  crumbs: [],
  back: `/admin/supporter-letters?status=${status}`,
  nameOf: (id: string) => `Letter ${markOf(id)}`,
});

/** What a decision about several letters will do. */
export const SeveralPage = (props: SeveralProps): VNode => {
  const { ids, action, reason } = props.decision;
  return (
    <BulkPreview
      {...placeOf(props)}
      action="/admin/supporter-letters/several"
      ids={ids}
      fields={{ status: props.status, action, ...(reason && { reason }) }}
      button={`${actionWords[action]}: ${counted(ids.length, 'letter')}`}
    >
      {`${counted(ids.length, 'letter')} ${consequences[action]}`}
      {action === 'reject' && reason && ` Reason: ${inWords(reason)}.`}
    </BulkPreview>
  );
};

/** What was decided, and the way back. */
export const SeveralDonePage = (props: SeveralProps): VNode => {
  const { ids, action } = props.decision;
  const undo = action === 'accept' || action === 'reject';
  return (
    <BulkDone
      {...placeOf(props)}
      outcome={{ done: ids, refused: [] }}
      said={`Done: ${counted(ids.length, 'letter')}.`}
      undo={
        undo
          ? {
              action: '/admin/supporter-letters',
              label: `Undo: ${counted(ids.length, 'letter')}`,
              fields: { action: 'undo', status: 'waiting' },
            }
          : undefined
      }
    />
  );
};
