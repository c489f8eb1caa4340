import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { Layout } from '../frame/layout.js';

/** Recovery codes, shown this once. @param done what was just done */
export const RecoveryCodesPage = ({
  staff,
  codes,
  done,
}: {
  staff: SignedIn;
  codes: string[];
  done: string;
}): VNode => (
  <Layout title="Your recovery codes" staff={staff}>
    <p class="notice" role="status">
      {done}
    </p>
    <p>
      Write these codes down or print this page, and store them separately from your phone. Each works once in place of
      your second factor. They are not shown again.
    </p>
    <div class="card">
      <ol>
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </div>
    <p>
      <a href="/admin/account">I have saved my codes</a>
    </p>
  </Layout>
);
