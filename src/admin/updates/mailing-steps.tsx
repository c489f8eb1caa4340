import type { VNode } from 'preact';
import type { MailingStatus } from '../../updates/sending/mailing-status.service.js';
import { ConfirmField } from '../frame/confirm-field.js';
import { Csrf, Instant } from '../frame/layout.js';
import { counted, number } from '../frame/words.js';
import { MailAction } from './mail-action.js';
import type { UpdateMailPageProps } from './update-mail-props.js';

/** From the plan to the start: a second person, and the number typed. */
export function MailingSteps(props: UpdateMailPageProps & { status: MailingStatus }): VNode | null {
  const { staff, update, status, count, names, approvalAbove, refused } = props;
  if (!['planned', 'approved'].includes(status.state)) return null;
  const total = count?.total ?? 0;
  const needsApproval = total > approvalAbove && status.state === 'planned';
  const revision = <input type="hidden" name="revision" value={String(status.revision)} />;
  const by = (actor: string | null): string => (actor && names.get(actor)) ?? 'somebody';
  return (
    <section class="card" aria-label="Sending">
      <h2>Sending it</h2>
      {status.state === 'approved' ? (
        <p>
          Approved by {by(status.approvedBy)}, <Instant at={status.approvedAt} />.
        </p>
      ) : (
        <>
          <p>
            {needsApproval
              ? `More than ${number(approvalAbove)} people: somebody who has neither written it nor planned this email must approve it first.`
              : 'Somebody who has neither written it nor planned this email may approve it.'}
          </p>
          <MailAction staff={staff} slug={update.slug} action="approve" label="Approve it">
            {revision}
          </MailAction>
        </>
      )}
      {total > 0 && !needsApproval && (
        <form method="post" action={`/admin/updates/${update.slug}/email/start`} noValidate>
          <Csrf staff={staff} />
          {revision}
          <ConfirmField wanted={total} refused={refused}>
            {`${counted(total, 'person gets', 'people get')} this email. Nothing leaves for ten minutes, in which you can call it back; what has left cannot be called back.`}
          </ConfirmField>
          <button class="button" type="submit">
            Start sending
          </button>
        </form>
      )}
      {staff.role === 'owner' && status.waivedBy === null && (
        <details>
          <summary>The sender’s records are incomplete, and it has to be sent all the same</summary>
          <p>
            Without SPF, DKIM and DMARC large providers refuse such email or treat it as spam. Only an owner decides
            this, for this update, and it stays on record.
          </p>
          <MailAction staff={staff} slug={update.slug} action="waive" label="Send without complete records" />
        </details>
      )}
    </section>
  );
}
