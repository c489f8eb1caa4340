import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';

/** In every form of a signed-in person: the CSRF token, and the campaign it was made for, which may no longer be the one looked at. */
export const Csrf = ({ staff }: { staff: SignedIn }): VNode => (
  <>
    <input type="hidden" name="_csrf" value={staff.csrf} />
    {staff.campaign && <input type="hidden" name="_campaign" value={staff.campaign.slug} />}
  </>
);
