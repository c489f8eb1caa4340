import type { VNode } from 'preact';
import type { ListedPasskey } from '../../access/passkey-list.service.js';
import type { Factors } from '../../access/second-factors.service.js';
import type { ListedSession } from '../../access/session-list.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Refused } from '../frame/form.js';
import { FactorsCard } from './account-factors.js';
import { PasskeysCard } from './account-passkeys.js';
import { SessionsCard } from './account-sessions.js';
import { Field, Problem } from '../frame/fields.js';
import { DoneNotice } from '../frame/action.js';
import { Csrf, Layout } from '../frame/layout.js';
import { passkeyScript } from './passkey-form.js';

export interface AccountProps {
  staff: SignedIn;
  factors: Factors;
  /** The installation requires a second factor, and there is none yet. */
  mustSetUp: boolean;
  passkeys: ListedPasskey[];
  /** Options for the browser to create a passkey. */
  registration: string;
  sessions: ListedSession[];
  /** What was done, according to the address. */
  done?: string | undefined;
  /** Which form was refused, and why. */
  refused?: Refused & { form: string };
}

const notices: Record<string, string> = {
  password: 'Your password was changed; your other sessions have ended.',
  totp: 'The authenticator app was removed.',
  passkey: 'Your passkeys were changed.',
  sessions: 'The sessions have ended.',
};

/** One's own account: sign-in methods and sessions. */
export function AccountPage({
  staff,
  factors,
  mustSetUp,
  passkeys,
  registration,
  sessions,
  done,
  refused,
}: AccountProps): VNode {
  const refusedIn = (form: string): Refused | undefined => (refused?.form === form ? refused : undefined);
  return (
    <Layout title="Your account" staff={staff} path="/admin/account" script={passkeyScript}>
      <DoneNotice done={done} texts={notices} />
      {mustSetUp && (
        <p class="notice">This installation asks for a second factor. Set one up to reach the other pages.</p>
      )}
      <p class="quiet">{`${staff.email}, ${staff.role.replaceAll('_', ' ')}`}</p>
      <FactorsCard staff={staff} factors={factors} totp={refusedIn('totp')} recovery={refusedIn('recovery')} />
      <PasskeysCard staff={staff} passkeys={passkeys} registration={registration} refused={refusedIn('passkeys')} />
      <SessionsCard staff={staff} sessions={sessions} />
      <PasswordForm staff={staff} refused={refusedIn('password')} />
    </Layout>
  );
}

const PasswordForm = ({ staff, refused }: { staff: SignedIn; refused: Refused | undefined }): VNode => (
  <form class="card" method="post" action="/admin/account/password">
    <h2>Password</h2>
    <Problem message={refused?.problem} />
    <Csrf staff={staff} />
    <input type="hidden" name="username" value={staff.email} autoComplete="username" />
    <Field
      name="current"
      label="Current password"
      type="password"
      faults={refused?.faults ?? []}
      autoComplete="current-password"
      required
    />
    <Field
      name="password"
      label="New password"
      type="password"
      faults={refused?.faults ?? []}
      help="At least 12 characters. Your other sessions end."
      autoComplete="new-password"
      required
    />
    <button class="button" type="submit">
      Change the password
    </button>
  </form>
);
