import type { VNode } from 'preact';
import type { ListedPasskey } from '../../access/passkey-list.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Refused } from '../frame/form.js';
import { Field, Refusal } from '../frame/fields.js';
import { Csrf, Instant } from '../frame/layout.js';
import { PasskeyForm } from './passkey-form.js';
import { Table } from '../frame/table.js';

interface PasskeysProps {
  staff: SignedIn;
  passkeys: ListedPasskey[];
  registration: string;
  refused: Refused | undefined;
}

/** Existing passkeys, and adding one. */
export const PasskeysCard = ({ staff, passkeys, registration, refused }: PasskeysProps): VNode => (
  <section>
    <h2>Passkeys</h2>
    <p>
      A passkey signs you in without a password, by the lock of your device or a security key, and serves as second
      factor.
    </p>
    <Refusal refused={refused} fields={[]} />
    {passkeys.length > 0 && (
      <Table
        label="Your passkeys"
        columns={['Name', 'Added', 'Last used', 'Change']}
        rows={passkeys.map((passkey) => ({
          cells: [
            passkey.name,
            <Instant at={passkey.createdAt} />,
            passkey.lastUsedAt ? <Instant at={passkey.lastUsedAt} /> : 'never',
            <Changes staff={staff} passkey={passkey} />,
          ],
        }))}
      />
    )}
    <noscript>
      <p class="quiet">Adding a passkey needs JavaScript.</p>
    </noscript>
    <PasskeyForm action="/admin/account/passkeys" kind="create" options={registration} label="Add a passkey">
      <Csrf staff={staff} />
      <Field name="name" label="Name of the new passkey" help="To recognise it, e.g. “Laptop”." />
    </PasskeyForm>
  </section>
);

const Changes = ({ staff, passkey }: { staff: SignedIn; passkey: ListedPasskey }): VNode => (
  <>
    <form class="row-form" method="post" action={`/admin/account/passkeys/${passkey.id}/rename`}>
      <Csrf staff={staff} />
      <input
        type="text"
        name="name"
        value={passkey.name}
        aria-label={`New name of ${passkey.name}`}
        maxLength={60}
        autoComplete="off"
      />
      <button class="button small" type="submit" aria-label={`Rename ${passkey.name}`}>
        Rename
      </button>
    </form>
    <form class="row-form" method="post" action={`/admin/account/passkeys/${passkey.id}/remove`}>
      <Csrf staff={staff} />
      <button class="button small" type="submit" aria-label={`Remove ${passkey.name}`}>
        Remove
      </button>
    </form>
  </>
);
