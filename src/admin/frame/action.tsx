import type { ComponentChildren, VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { Csrf } from './layout.js';

interface ActionButtonProps {
  staff: SignedIn;
  /** Where the form goes. */
  action: string;
  label: string;
  /** What it is about, for screen reader users who hear the label without its row. */
  spoken?: string | undefined;
  /** Not what the page is for */
  plain?: boolean;
  children?: ComponentChildren;
}

/** A form that is hardly more than its button. */
export const ActionButton = ({ staff, action, label, spoken, plain = false, children }: ActionButtonProps): VNode => (
  <form method="post" action={action}>
    <Csrf staff={staff} />
    {children}
    <button class={plain ? 'button small plain' : 'button small'} type="submit" aria-label={spoken}>
      {label}
    </button>
  </form>
);

/** What was done, by the word in the address; nothing for any other word. */
export const DoneNotice = ({
  done,
  texts,
}: {
  done: string | undefined;
  texts: Record<string, string>;
}): VNode | null =>
  done !== undefined && Object.hasOwn(texts, done) ? (
    <p class="notice" role="status">
      {texts[done]}
    </p>
  ) : null;
