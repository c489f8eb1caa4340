import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { StaffChangesService } from '../../access/staff-changes.service.js';
import { ConfirmPage } from '../frame/confirm-page.js';
import type { Refused } from '../frame/form.js';
import { counted } from '../frame/words.js';

interface Props {
  staff: SignedIn;
  id: string;
  ends: Awaited<ReturnType<StaffChangesService['wouldEnd']>>;
  refused?: Refused | undefined;
}

/** What disabling an account ends. */
export const DisablePage = ({ staff, id, ends: { name, email, sessions, tokens }, refused }: Props): VNode => (
  <ConfirmPage
    staff={staff}
    title={`Disable the account of ${name}`}
    path="/admin/staff"
    action={`/admin/staff/${id}/disable`}
    wanted={email}
    button="Disable the account"
    refused={refused}
  >
    {`${name} can no longer sign in. ${counted(sessions, 'session')} and ${counted(tokens, 'API token')} end at once. This cannot be undone; records of what ${name} did stay.`}
  </ConfirmPage>
);
