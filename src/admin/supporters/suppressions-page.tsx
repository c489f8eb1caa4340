import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Suppression } from '../../platform/mail/suppressions.js';
import { DoneNotice } from '../frame/action.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Term } from '../frame/term.js';
import { longDay } from '../frame/words.js';
import { utcDay } from '../../platform/clock.js';
import { AddressForm, lacksReason, ReasonField, SameAddress } from './address-forms.js';

interface SuppressionsProps {
  staff: SignedIn;
  input: Readonly<Record<string, string>>;
  /** Why the requested address gets no email. */
  found?: readonly Suppression[];
  done?: string | undefined;
  refused?: Refused | undefined;
}

const day = (instant: Date): string => longDay(utcDay(instant));

/** Looking up why somebody gets no email, and allowing it again. */
export function SuppressionsPage(props: SuppressionsProps): VNode {
  const { staff, input, found, done, refused } = props;
  return (
    <Layout title="Suppressed addresses" staff={staff} path="/admin/suppressions">
      <DoneNotice done={done} texts={{ lifted: 'Email is allowed to the mailbox again.' }} />
      <p>
        A mailbox that a server has refused permanently is <Term word="suppression">suppressed</Term>: it gets no email,
        except what its owner requests later: each sign-up and each request at <a href="/me">/me</a> is one more try.
        Every lookup is recorded in the audit log, without the address.
      </p>
      <AddressForm staff={staff} action="/admin/suppressions" input={input} refused={refused} />
      {found?.length === 0 && <p>This address is not suppressed.</p>}
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
      A server has refused the mailbox permanently since {day(since)}, last on {day(lastAt)}; rule <code>{rule}</code>.
    </p>
  ) : (
    <p>
      The person has wanted only requested email since {day(since)} (<code>{rule}</code>). Only they can change that.
    </p>
  );

const Lifting = ({ staff, input, refused }: SuppressionsProps): VNode => (
  <form class="card" method="post" action="/admin/suppressions/lift">
    <h2>Allow email again</h2>
    <Csrf staff={staff} />
    <SameAddress input={input} />
    <ReasonField label="Why the mailbox will work" input={input} refused={refused} />
    <button class="button small" type="submit">
      Allow email again
    </button>
  </form>
);
