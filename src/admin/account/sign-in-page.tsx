import type { VNode } from 'preact';
import { Field, Problem } from '../frame/fields.js';
import { Layout } from '../frame/layout.js';
import { Carried } from './carried.js';
import { PasskeyForm, passkeyScript } from './passkey-form.js';

export interface SignInProps {
  email?: string;
  next: string;
  problem?: string;
  notice?: string | undefined;
  /** The sealed form that comes back after signing in. */
  kept?: string | undefined;
  /** Passkey options for the browser. */
  passkey: string;
}

export const SignInPage = ({ email, next, problem, notice, kept, passkey }: SignInProps): VNode => (
  <Layout title="Sign in" staff={null} script={passkeyScript}>
    {notice !== undefined && (
      <p class="notice" role="status">
        {notice}
      </p>
    )}
    <form class="card" method="post" action="/admin/sign-in">
      <Problem message={problem} />
      <Field name="email" label="Email address" type="email" value={email} autoComplete="username" required />
      <Field name="password" label="Password" type="password" autoComplete="current-password" required />
      <Carried next={next} kept={kept} />
      <button class="button" type="submit">
        Sign in
      </button>
    </form>
    <PasskeyForm action="/admin/sign-in/passkey" kind="get" options={passkey} label="Sign in with a passkey">
      <p>Or without address and password:</p>
      <Carried next={next} kept={kept} />
    </PasskeyForm>
  </Layout>
);
