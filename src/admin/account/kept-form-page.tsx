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

/** The form of a session that has ended, and the button that sends it in the present one. */
export const KeptFormPage = ({ staff, form: { path, fields } }: { staff: SignedIn; form: SentForm }): VNode => (
  <Layout title="Your form is still here" staff={staff}>
    <p>You were signed out before it arrived, so nothing has been changed. Read it once more, and send it.</p>
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

/** Too long to accompany a sign-in; the browser still has it, and sends it once more when the page is reloaded. */
export const LongFormPage = (): VNode => (
  <Layout title="You were signed out" staff={null}>
    <p class="notice">
      Your form is not lost, but it is too long to be carried through the sign-in. Keep this page open.
    </p>
    <ol>
      <li>
        <a href="/admin/sign-in" target="_blank" rel="noopener">
          Sign in in another window
        </a>
        .
      </li>
      <li>Come back here and reload this page. When your browser asks whether to send the form again, agree.</li>
    </ol>
  </Layout>
);

export const NothingKeptPage = ({ staff }: { staff: SignedIn }): VNode => (
  <MessagePage
    title="You are signed in"
    message="The form you sent did not come back: it is older than an hour, or it is from another account. Nothing was changed."
    staff={staff}
  />
);
