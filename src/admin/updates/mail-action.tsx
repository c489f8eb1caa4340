import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { ActionButton } from '../frame/action.js';

/** A button about the email of an update. */
export const MailAction = ({
  staff,
  slug,
  action,
  label,
  children,
}: {
  staff: SignedIn;
  slug: string;
  action: string;
  label: string;
  children?: VNode;
}): VNode => (
  <ActionButton staff={staff} action={`/admin/updates/${slug}/email/${action}`} label={label}>
    {children}
  </ActionButton>
);
