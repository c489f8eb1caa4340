import type { VNode } from 'preact';
import { hasAny, type Factors } from '../../access/second-factors.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Field, Problem } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Carried } from './carried.js';
import { PasskeyForm, passkeyScript } from './passkey-form.js';
import { codeHelp } from './second-step-page.js';

export interface ConfirmIdentityProps {
  staff: SignedIn;
  next: string;
  /** The form that waits for this */
  kept: string | undefined;
  factors: Factors;
  passkey: string;
  problem: string | undefined;
}

/** Shown before an action that must not be possible from a session somebody left open. */
export const ConfirmIdentityPage = ({ staff, next, kept, factors, passkey, problem }: ConfirmIdentityProps): VNode => {
  const carried = (
    <>
      <Csrf staff={staff} />
      <Carried next={next} kept={kept} />
    </>
  );
  return (
    <Layout title="Confirm your identity" staff={staff} script={passkeyScript}>
      <p>
        Nothing has been changed yet. After you have confirmed your identity,{' '}
        {kept ? 'your form comes back as you sent it.' : 'you return to the page you were on.'}
      </p>
      <Problem message={problem} />
      {factors.passkeys > 0 && (
        <PasskeyForm action="/admin/confirm-identity/passkey" kind="get" options={passkey} label="Use a passkey">
          {carried}
        </PasskeyForm>
      )}
      <form class="card" method="post" action="/admin/confirm-identity">
        {hasAny(factors) ? (
          <Field name="code" label="Code" help={codeHelp(factors)} autoComplete="one-time-code" required />
        ) : (
          <Field name="password" label="Password" type="password" autoComplete="current-password" required />
        )}
        {carried}
        <button class="button" type="submit">
          Confirm
        </button>
      </form>
    </Layout>
  );
};
