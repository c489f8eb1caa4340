import type { VNode } from 'preact';
import type { TotpSetUp } from '../../access/second-factors.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Field, Problem } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';
import { QrCode } from './qr-code.js';

interface TotpProps extends TotpSetUp {
  staff: SignedIn;
  problem?: string;
}

/** Setting up an authenticator app: the secret goes into the app, and one code proves that it arrived. */
export const TotpPage = ({ staff, secret, uri, problem }: TotpProps): VNode => (
  <Layout title="Authenticator app" staff={staff}>
    <form class="card" method="post" action="/admin/account/totp/confirm">
      <Problem message={problem} />
      <Csrf staff={staff} />
      <p>1. Scan this with an authenticator app, or type the key into it.</p>
      <QrCode text={uri} label="QR code with the key below" />
      <p>
        Key: <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <p>2. Type the code the app shows now.</p>
      <Field name="code" label="Code" help="Six digits." autoComplete="one-time-code" required />
      <button class="button" type="submit">
        Confirm
      </button>
    </form>
    <p>
      <a href="/admin/account">Cancel</a>
    </p>
  </Layout>
);
