import type { ComponentChildren, VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { ConfirmField } from './confirm-field.js';
import { Problem } from './fields.js';
import type { Refused } from './form.js';
import { Csrf, Layout } from './layout.js';
import type { MenuPath } from './menu.js';

interface ConfirmPageProps {
  staff: SignedIn;
  title: string;
  path: MenuPath;
  /** Where the form goes; the page has the same address. */
  action: string;
  /** What `requireTyped` expects */
  wanted: string | number;
  button: string;
  refused?: Refused | undefined;
  /** What will happen, in words and numbers */
  children: ComponentChildren;
}

/** A page of its own for an act that cannot be undone, reached from a link in a list. */
export const ConfirmPage = ({
  staff,
  title,
  path,
  action,
  wanted,
  button,
  refused,
  children,
}: ConfirmPageProps): VNode => (
  <Layout title={title} staff={staff} path={path} crumbs={[]}>
    <Problem message={refused?.problem} />
    <form class="card" method="post" action={action} noValidate>
      <Csrf staff={staff} />
      <ConfirmField wanted={wanted} refused={refused}>
        {children}
      </ConfirmField>
      <button class="button small" type="submit">
        {button}
      </button>
    </form>
    <p>
      <a href={path}>Go back, change nothing</a>
    </p>
  </Layout>
);
