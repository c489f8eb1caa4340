import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Suppression } from '../../platform/mail/suppressions.js';
import { DoneNotice } from '../frame/action.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { AddressForm, lacksReason, ReasonField, SameAddress } from './address-forms.js';

interface SuppressionsProps {
  staff: SignedIn;
  input: Readonly<Record<string, string>>;
  /** Why the requested address gets no email. */
  found?: readonly Suppression[];
  done?: string | undefined;
  refused?: Refused | undefined;
}

const day = (instant: Date): string => instant.toISOString().slice(0, 10);

/** Looking up why somebody gets no email, and allowing it again. */
export function SuppressionsPage(props: SuppressionsProps): VNode {
  const { staff, input, found, done, refused } = props;
  return (
    <Layout title="Stopped mail" staff={staff} path="/admin/suppressions">
      <DoneNotice done={done} texts={{ lifted: 'Mail goes to the mailbox again.' }} />
      <p>
        A mailbox that a server has refused for good gets no mail, except what its owner asks for later: each sign-up
        and each request at <a href="/me">/me</a> is one more try. Every look is written to the audit log, without the
        address.
      </p>
      <AddressForm staff={staff} action="/admin/suppressions" input={input} refused={refused} />
      {found?.length === 0 && <p>Nothing keeps mail from this address.</p>}
      {found?.map((one) => (
        <Cause {...one} />
      ))}
      {(lacksReason(refused) || found?.some(({ reason }) => reason === 'hard_bounce')) && <Lifting {...props} />}
    </Layout>
  );
}

const Cause = ({ reason, rule, since, lastAt }: Suppression): VNode =>
  reason === 'hard_bounce' ? (
    <p>
      A server has refused the mailbox for good since {day(since)}, last on {day(lastAt)}; rule <code>{rule}</code>.
    </p>
  ) : (
    <p>
      The person has wanted no mail that was not asked for since {day(since)} (<code>{rule}</code>). Only they can
      change that.
    </p>
  );

const Lifting = ({ staff, input, refused }: SuppressionsProps): VNode => (
  <form class="card" method="post" action="/admin/suppressions/lift">
    <h2>Let mail go again</h2>
    <Csrf staff={staff} />
    <SameAddress input={input} />
    <ReasonField label="Why the mailbox will work" input={input} refused={refused} />
    <button class="button small" type="submit">
      Let mail go again
    </button>
  </form>
);
