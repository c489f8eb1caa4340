import type { ComponentChildren, VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { ActionButton } from './action.js';
import type { Outcome } from './bulk.js';
import { Csrf, Layout, type Crumb } from './layout.js';
import type { MenuPath } from './menu.js';

interface Place {
  staff: SignedIn;
  title: string;
  path: MenuPath;
  crumbs: readonly Crumb[];
  /** The list they were ticked in */
  back: string;
  /** Of a row, in words */
  nameOf: (id: string) => ComponentChildren;
}

interface PreviewProps extends Place {
  action: string;
  ids: readonly string[];
  /** What else the act needs, such as a reason */
  fields?: Readonly<Record<string, string>>;
  /** `Verify 3 addresses` */
  button: string;
  /** What will happen, in numbers */
  children: ComponentChildren;
}

const Rows = ({ ids, nameOf }: { ids: readonly string[]; nameOf: Place['nameOf'] }): VNode => (
  <ul>
    {ids.map((id) => (
      <li>{nameOf(id)}</li>
    ))}
  </ul>
);

/** What an act would do to the rows that were ticked; nothing has happened yet. */
export const BulkPreview = ({
  staff,
  title,
  path,
  crumbs,
  back,
  nameOf,
  action,
  ids,
  fields = {},
  button,
  children,
}: PreviewProps): VNode => (
  <Layout title={title} staff={staff} path={path} crumbs={crumbs}>
    <p>{children}</p>
    <Rows ids={ids} nameOf={nameOf} />
    <form class="card" method="post" action={action}>
      <Csrf staff={staff} />
      {Object.entries({ ...fields, ids: ids.join(','), sure: 'yes' }).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button class="button small" type="submit">
        {button}
      </button>
    </form>
    <p>
      <a href={back}>Go back, change nothing</a>
    </p>
  </Layout>
);

interface DoneProps extends Place {
  outcome: Outcome;
  /** `3 addresses are verified.` */
  said: string;
  /** The opposite act, where there is one */
  undo?: { action: string; label: string; fields: Readonly<Record<string, string>> } | undefined;
}

/** What became of the rows: what was done, with its undo, and what was refused and why. */
export const BulkDone = ({ staff, title, path, crumbs, back, nameOf, outcome, said, undo }: DoneProps): VNode => (
  <Layout title={title} staff={staff} path={path} crumbs={crumbs}>
    <p class="notice" role="status">
      {said}
    </p>
    {undo && outcome.done.length > 0 && (
      <ActionButton staff={staff} action={undo.action} label={undo.label}>
        {Object.entries({ ...undo.fields, ids: outcome.done.join(',') }).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      </ActionButton>
    )}
    {outcome.refused.length > 0 && (
      <>
        <h2>Left as they were ({outcome.refused.length})</h2>
        <ul>
          {outcome.refused.map(({ id, reason }) => (
            <li>
              {nameOf(id)}: {reason}
            </li>
          ))}
        </ul>
      </>
    )}
    <p>
      <a href={back}>Back to the list</a>
    </p>
  </Layout>
);
