import type { ComponentChildren, VNode } from 'preact';

/** The passkey script, under its stable name. */
export const passkeyScript = '/assets/passkey.js';

interface PasskeyFormProps {
  action: string;
  /** `get` authenticates with a passkey, `create` makes one. */
  kind: 'get' | 'create';
  /** Options for the browser, as JSON. */
  options: string;
  label: string;
  children: ComponentChildren;
}

/** Shown by the script where the browser supports passkeys; the script puts the result into `response` and sends the form. */
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
