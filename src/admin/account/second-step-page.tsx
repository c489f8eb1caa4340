import type { VNode } from 'preact';
import type { Factors } from '../../access/second-factors.service.js';
import { Field, Problem } from '../frame/fields.js';
import { Layout } from '../frame/layout.js';
import { Carried } from './carried.js';
import { PasskeyForm, passkeyScript } from './passkey-form.js';

export interface SecondStepProps {
  pending: string;
  next: string;
  kept?: string | undefined;
  factors: Factors;
  passkey: string;
  problem?: string | undefined;
}

/** Label of the code field, by what the account has. */
export const codeHelp = ({ totp }: Factors): string =>
  totp ? 'Six digits from your app, or one of your recovery codes.' : 'One of your recovery codes.';

/** After the password: the second factor. There is no session yet. */
export const SecondStepPage = ({ pending, next, kept, factors, passkey, problem }: SecondStepProps): VNode => {
  const carried = (
    <>
      <input type="hidden" name="pending" value={pending} />
      <Carried next={next} kept={kept} />
    </>
  );
  return (
    <Layout title="Two-step verification" staff={null} script={passkeyScript}>
      <Problem message={problem} />
      {factors.passkeys > 0 && (
        <PasskeyForm action="/admin/sign-in/second-step/passkey" kind="get" options={passkey} label="Use a passkey">
          <p>Password accepted. Confirm with your passkey.</p>
          {carried}
        </PasskeyForm>
      )}
      <form class="card" method="post" action="/admin/sign-in/second-step">
        <Field name="code" label="Code" help={codeHelp(factors)} autoComplete="one-time-code" required />
        {carried}
        <button class="button" type="submit">
          Sign in
        </button>
      </form>
      <p>
        <a href="/admin/sign-in">Start again</a>
      </p>
    </Layout>
  );
};
