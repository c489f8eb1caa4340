// Shows the passkey forms of the staff pages where the browser supports passkeys, and fills in the passkey's response.
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

const answer = (form: HTMLFormElement): Promise<unknown> => {
  const options: unknown = JSON.parse(form.dataset.options ?? '{}');
  return form.dataset.passkey === 'create'
    ? startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
    : startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON });
};

/** What went wrong, as far as the browser reports it. */
function sentence(error: unknown): string {
  const { name } = error instanceof Error ? error : { name: '' };
  if (name === 'InvalidStateError') return 'This device has a passkey for your account already.';
  if (name === 'NotAllowedError') return 'The passkey was not used: it was cancelled, or took too long.';
  return 'The passkey could not be used here.';
}

async function send(form: HTMLFormElement, field: HTMLInputElement): Promise<void> {
  const fault = form.querySelector('[data-passkey-fault]');
  if (fault) fault.textContent = '';
  try {
    field.value = JSON.stringify(await answer(form));
    form.submit();
  } catch (error) {
    if (fault) fault.textContent = sentence(error);
  }
}

if (browserSupportsWebAuthn()) {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    const field = form.querySelector<HTMLInputElement>('input[name=response]');
    if (!field) continue;
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(form, field);
    });
  }
}
