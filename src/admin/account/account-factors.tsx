import type { VNode } from 'preact';
import { hasAny, type Factors } from '../../access/second-factors.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Refused } from '../frame/form.js';
import { Field, Problem } from '../frame/fields.js';
import { Csrf } from '../frame/layout.js';

interface FactorsProps {
  staff: SignedIn;
  factors: Factors;
  totp: Refused | undefined;
  recovery: Refused | undefined;
}

/** Authenticator app and recovery codes. */
export const FactorsCard = ({ staff, factors, totp, recovery }: FactorsProps): VNode => (
  <section class="card">
    <h2>Authenticator app</h2>
    <Problem message={totp?.problem} />
    {factors.totp ? <RemoveTotp staff={staff} /> : <BeginTotp staff={staff} />}
    {hasAny(factors) && (
      <>
        <h3>Recovery codes</h3>
        <Problem message={recovery?.problem} />
        <form method="post" action="/admin/account/recovery-codes">
          <Csrf staff={staff} />
          <p>{`You can still use ${factors.recoveryCodesLeft} of them, each once, in place of your second factor.`}</p>
          <button class="button small" type="submit">
            Generate ten new codes
          </button>
        </form>
      </>
    )}
  </section>
);

const BeginTotp = ({ staff }: { staff: SignedIn }): VNode => (
  <form method="post" action="/admin/account/totp/begin">
    <Csrf staff={staff} />
    <p>After your password, you type six digits that an authenticator app on your phone shows.</p>
    <button class="button small" type="submit">
      Set up
    </button>
  </form>
);

const RemoveTotp = ({ staff }: { staff: SignedIn }): VNode => (
  <form method="post" action="/admin/account/totp/remove">
    <Csrf staff={staff} />
    <p>They are asked for after your password.</p>
    <Field
      name="code"
      label="Code"
      help="Six digits from your app, or a recovery code."
      autoComplete="one-time-code"
      required
    />
    <button class="button small" type="submit">
      Remove
    </button>
  </form>
);
