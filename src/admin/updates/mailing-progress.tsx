import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import { utcDay } from '../../platform/clock.js';
import { longDate } from '../../platform/texts/in-words.js';
import type { RecipientState } from '../../updates/recipients.status.js';
import type { MailingStatus } from '../../updates/sending/mailing-status.service.js';
import { mailingActions, type MailingAction, type PauseReason } from '../../updates/sending/mailings.status.js';
import { ConfirmField } from '../frame/confirm-field.js';
import { Csrf, Instant } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { capital, counted, number } from '../frame/words.js';
import { momentWords } from '../frame/moment-words.js';
import { MailAction } from './mail-action.js';
import type { UpdateMailPageProps } from './update-mail-props.js';
import { broughtWords } from './update-page.js';
import { mailingWords } from './updates-page.js';

/** What became of a recipient, as the page says it. */
export const stateWords: Record<RecipientState, string> = {
  waiting: 'Waiting',
  in_hand: 'Being handed over',
  sent: 'Taken by the receiving server',
  refused: 'Refused for good',
  bounced: 'Could not be delivered, as a server reported later',
  complained: 'Reported as spam',
  unsubscribed: 'Unsubscribed by a link of this email',
  outcome_unknown: 'May have been sent; never sent again by itself',
  skipped: 'Left out: no consent any more, unsubscribed, erased, or enough emails this week',
};

const pauseWords: Record<PauseReason, string> = {
  staff: 'by staff',
  complaints: 'because readers report it as spam',
  late: 'because its moment had passed when it could leave',
};

type Props = UpdateMailPageProps & { status: MailingStatus };

/** What the mailing is doing, in exact numbers, and what can be done about it. */
export function MailingProgress(props: Props): VNode {
  const { status, timeZone, names, brought } = props;
  const { state, pausedBy, leavesAt, notAfter, frozen, counts } = status;
  const by = (actor: string | null): string => (actor && names.get(actor)) ?? 'somebody';
  const hasNumbers = frozen !== null;
  const isOver = ['cancelled', 'expired', 'done'].includes(state);
  return (
    <section class="card" aria-label="What is happening">
      <h2>{capital(mailingWords[state] ?? state)}</h2>
      <p>
        Planned by {by(status.plannedBy)}
        {status.startedBy !== null && (
          <>
            ; started by {by(status.startedBy)}, <Instant at={status.startedAt} />
          </>
        )}
        .
      </p>
      {state === 'paused' && pausedBy && <p class="notice">Paused {pauseWords[pausedBy]}.</p>}
      {state === 'starting' && leavesAt && (
        <p class="notice">
          The first email leaves at <strong>{momentWords(leavesAt, timeZone)}</strong>. Until then everything can be
          called back.
        </p>
      )}
      {notAfter && <p>Nothing leaves after {momentWords(notAfter, timeZone)}.</p>}
      {state === 'sending' && <End status={status} timeZone={timeZone} />}
      {['starting', 'sending'].includes(state) && (
        <p>
          <a href={`/admin/updates/${props.update.slug}/email`}>Show the numbers of now</a>
        </p>
      )}
      {hasNumbers && (
        <Table
          label="Recipients by what became of them"
          columns={['What became of it', 'Recipients']}
          rows={[
            ...(Object.keys(stateWords) as RecipientState[])
              .filter((one) => counts[one] > 0 || one === 'sent' || (one === 'waiting' && !isOver))
              .map((one) => ({
                cells: [one === 'waiting' && isOver ? 'Not sent' : stateWords[one], number(counts[one])],
              })),
            { cells: [<strong>Total</strong>, <strong>{number(frozen)}</strong>] },
          ]}
        />
      )}
      {hasNumbers && <p>{broughtWords(brought)} came by its links. Nobody can tell who opened it.</p>}
      <Providers status={status} />
      <Actions {...props} />
    </section>
  );
}

/** When the last email will have left, by the caps of the days to come or else by the pace so far. */
function End({ status, timeZone }: { status: MailingStatus; timeZone: string }): VNode {
  const { lastDay, estimatedEnd, notAfter } = status;
  if (lastDay === null)
    return (
      <p>
        {estimatedEnd ? (
          <>
            Estimated end: <strong>{momentWords(estimatedEnd, timeZone)}</strong>
          </>
        ) : (
          'When it ends is not known yet.'
        )}
      </p>
    );
  const isTooLate = notAfter !== null && lastDay > utcDay(notAfter);
  return (
    <>
      <p>
        Estimated end: <strong>{longDate(lastDay, 'en')}</strong>. While the sending domain warms up, each provider gets
        only so many emails a day, and twice as many on the day after one that went well.
      </p>
      {isTooLate && (
        <p class="notice">That is later than the moment after which nothing leaves: not everybody will get it.</p>
      )}
    </>
  );
}

function Providers({ status: { providers } }: { status: MailingStatus }): VNode | null {
  const held = providers.filter(({ heldUntil }) => heldUntil !== null);
  if (held.length === 0) return null;
  return (
    <ul>
      {held.map(({ name, heldUntil, heldBy }) => (
        <li>
          {name === '' ? 'A small provider' : name} {heldBy === 'refused' ? 'refuses' : 'defers'} email; tried again at{' '}
          <Instant at={heldUntil} />. The others go on.
        </li>
      ))}
    </ul>
  );
}

function Actions({ staff, update: { slug }, status, refused }: Props): VNode | null {
  if (!may(staff.role, 'updates:send')) return null;
  const can = (action: MailingAction): boolean => (mailingActions[action] as readonly string[]).includes(status.state);
  const isStarting = status.state === 'starting';
  const isPlan = ['planned', 'approved'].includes(status.state);
  const unknown = status.counts.outcome_unknown;
  return (
    <>
      <div class="buttons">
        {can('pause') && <MailAction staff={staff} slug={slug} action="pause" label="Pause" />}
        {can('resume') && <MailAction staff={staff} slug={slug} action="resume" label="Go on" />}
        {can('cancel') && (
          <MailAction
            staff={staff}
            slug={slug}
            action="cancel"
            label={isPlan ? 'Give up this plan' : isStarting ? 'Call it back' : 'Cancel what has not left'}
          />
        )}
      </div>
      {can('resend') && unknown > 0 && (
        <form method="post" action={`/admin/updates/${slug}/email/again`} noValidate>
          <Csrf staff={staff} />
          <ConfirmField wanted={unknown} refused={refused}>
            {`${counted(unknown, 'person', 'people')} may have this email already. Sent again, some get it twice.`}
          </ConfirmField>
          <button class="button small" type="submit">
            Send it to them again
          </button>
        </form>
      )}
    </>
  );
}
