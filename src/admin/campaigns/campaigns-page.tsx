import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ManagedCampaign } from '../../campaigns/campaign-management.service.js';
import { ActionButton } from '../frame/action.js';
import { Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { longDay } from '../frame/words.js';

interface Props {
  staff: SignedIn;
  campaigns: readonly ManagedCampaign[];
}

/** Whether a person may create campaigns: those who change their settings, and work for all of them. */
export const mayCreate = (staff: SignedIn): boolean => staff.everywhere && may(staff.role, 'campaign:manage');

/** The campaigns a person works for. */
export const CampaignsPage = ({ staff, campaigns }: Props): VNode => (
  <Layout
    title="Campaigns"
    staff={staff}
    path="/admin/campaigns"
    primary={
      mayCreate(staff)
        ? { href: '/admin/campaigns/new', label: 'New campaign', permission: 'campaign:manage' }
        : undefined
    }
  >
    {campaigns.length === 0 && (
      <p class="notice">
        There is no campaign yet. A campaign has a name, languages, a time zone, petitions, demands and a plan; it takes
        a few minutes to begin one.
      </p>
    )}
    {mayCreate(staff) && (
      <p>
        <a href="/admin/campaigns/import">Import a campaign file</a>
      </p>
    )}
    {campaigns.length > 0 && (
      <Table
        label="Campaigns"
        columns={['Name', 'Short name', 'Day', 'Time zone', 'Host name', 'Actions']}
        rows={campaigns.map(({ slug, names, anchorMonth, anchorDay, timeZone, host }) => ({
          cells: [
            <a href={`/admin/campaigns/${slug}`}>{names.en}</a>,
            slug,
            anchorMonth === null || anchorDay === null ? 'none' : dayOfYear(anchorMonth, anchorDay),
            timeZone,
            host ?? '',
            staff.campaign?.slug === slug ? (
              'looked at now'
            ) : (
              <ActionButton
                staff={staff}
                action="/admin/campaigns/current"
                label="Switch"
                spoken={`Switch to ${names.en}`}
              >
                <input type="hidden" name="slug" value={slug} />
              </ActionButton>
            ),
          ],
        }))}
      />
    )}
  </Layout>
);

/** `4 April` */
const dayOfYear = (month: number, day: number): string =>
  longDay(`2024-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`).replace(/ 2024$/, '');
