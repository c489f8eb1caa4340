import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Suppression } from '../../platform/mail/suppressions.js';
import type { Refused } from '../frame/form.js';
import { Area, Field, Refusal } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';

interface SuppressionsProps {
  staff: SignedIn;
  input: Readonly<Record<string, string>>;
  /** What keeps mail from the address asked for. */
  found?: readonly Suppression[];
  done?: string | undefined;
  refused?: Refused | undefined;
}

const day = (instant: Date): string => instant.toISOString().slice(0, 10);

/** Looking up why somebody gets no mail, and letting mail go again. */
export function SuppressionsPage(props: SuppressionsProps): VNode {
  const { staff, input, found, done, refused } = props;
  const asksReason = refused?.faults.some(({ pointer }) => pointer === '/reason') ?? false;
  return (
    <Layout title="Stopped mail" staff={staff} path="/admin/suppressions">
      {done === 'lifted' && (
        <p class="notice" role="status">
          Mail goes to the mailbox again.
        </p>
      )}
      <p>
        A mailbox that a server has refused for good gets no mail, except what its owner asks for later: each sign-up
        and each request at <a href="/me">/me</a> is one more try. Every look is written to the audit log, without the
        address.
      </p>
      <form class="card" method="post" action="/admin/suppressions">
        <Refusal refused={refused} fields={['email', 'reason']} />
        <Csrf staff={staff} />
        <Field name="email" label="E-mail address" type="email" value={input.email} faults={refused?.faults ?? []} />
        <button class="button small" type="submit">
          Look up
        </button>
      </form>
      {found?.length === 0 && <p>Nothing keeps mail from this address.</p>}
      {found?.map((one) => (
        <Cause {...one} />
      ))}
      {(asksReason || found?.some(({ reason }) => reason === 'hard_bounce')) && <Lifting {...props} />}
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
    <input type="hidden" name="email" value={input.email} />
    <Area
      name="reason"
      label="Why the mailbox will work"
      value={input.reason}
      faults={refused?.faults ?? []}
      help="For the audit log; without names and addresses"
    />
    <button class="button small" type="submit">
      Let mail go again
    </button>
  </form>
);
