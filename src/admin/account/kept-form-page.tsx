import type { VNode } from 'preact';
import type { SentForm } from '../../access/kept-forms.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Layout, MessagePage } from '../frame/layout.js';

/** `title_en` and `replyTo` as people read them: "Title en", "Reply to". */
const inWords = (name: string): string => {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A form that arrived before its sender had signed in, or confirmed who they are, once more; and the button that sends it now. */
export const KeptFormPage = ({ staff, form: { path, fields } }: { staff: SignedIn; form: SentForm }): VNode => (
  <Layout title="Your form is still here" staff={staff}>
    <p>It arrived before you had confirmed who you are, so nothing has been changed. Read it once more, and send it.</p>
    <form class="card" method="post" action={path}>
      <input type="hidden" name="_csrf" value={staff.csrf} />
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <h2>What you sent</h2>
      <dl class="kept">
        {fields
          .filter(([name]) => name !== '_campaign')
          .map(([name, value]) => (
            <>
              <dt>{inWords(name)}</dt>
              <dd>{value === '' ? <span class="quiet">(empty)</span> : value}</dd>
            </>
          ))}
      </dl>
      <p class="quiet">
        It goes to <code>{path}</code>. Passwords, codes and files are never kept: where one is missing, the page asks
        for it again.
      </p>
      <button class="button" type="submit">
        Send the form again
      </button>
    </form>
    <p>
      <a href="/admin">Leave it, and go to the dashboard</a>
    </p>
  </Layout>
);

/** What a long form waits for, and where that is done. */
const longWaits = {
  'sign-in': {
    title: 'You were signed out',
    step: 'the sign-in',
    href: '/admin/sign-in',
    todo: 'Sign in in another window',
  },
  'confirm-identity': {
    title: 'Confirm your identity',
    step: 'that',
    href: '/admin/confirm-identity',
    todo: 'Confirm your identity in another window',
  },
};

/** Too long to be carried along; the browser still has it, and sends it once more when the page is reloaded. */
export function LongFormPage({ waits }: { waits: keyof typeof longWaits }): VNode {
  const { title, step, href, todo } = longWaits[waits];
  return (
    <Layout title={title} staff={null}>
      <p class="notice">Your form is not lost, but it is too long to be carried through {step}. Keep this page open.</p>
      <ol>
        <li>
          <a href={href} target="_blank" rel="noopener">
            {todo}
          </a>
          .
        </li>
        <li>Come back here and reload this page. When your browser asks whether to send the form again, agree.</li>
      </ol>
    </Layout>
  );
}

export const NothingKeptPage = ({ staff }: { staff: SignedIn | null }): VNode => (
  <MessagePage
    title="You are signed in"
    message="The form you sent did not come back: it is older than an hour, or it is from another account. Nothing was changed."
    staff={staff}
  />
);
