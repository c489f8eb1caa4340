import type { ComponentChildren, VNode } from 'preact';

/** The script that talks to passkeys, under the name that does not change. */
export const passkeyScript = '/assets/passkey.js';

interface PasskeyFormProps {
  action: string;
  /** `get` asks a passkey to answer, `create` makes one. */
  kind: 'get' | 'create';
  /** What the browser is told, as JSON. */
  options: string;
  label: string;
  children: ComponentChildren;
}

/** Shown by the script where the browser knows passkeys; the script puts the answer into `response` and sends the form. */
export const PasskeyForm = ({ action, kind, options, label, children }: PasskeyFormProps): VNode => (
  <form class="card" method="post" action={action} hidden data-passkey={kind} data-options={options}>
    {children}
    <input type="hidden" name="response" value="" />
    <p class="fault" role="alert" data-passkey-fault></p>
    <button class="button" type="submit">
      {label}
    </button>
  </form>
);
