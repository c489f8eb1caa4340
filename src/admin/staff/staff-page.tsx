import type { VNode } from 'preact';
import { roleNames, roleWords } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { StaffMember } from '../../access/staff.service.js';
import type { Fault } from '../../platform/errors.js';
import { Field, Problem, Select } from '../frame/fields.js';
import { CampaignBoxes } from '../frame/campaign-boxes.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { inWords, optionsOf } from '../frame/words.js';

export interface StaffProps {
  listed: Listed<StaffMember>;
  input?: { email: string; role: string; campaigns: readonly string[] };
  faults?: readonly Fault[];
  problem?: string | undefined;
  /** A link just created; it is shown this once. */
  link?: string;
}

const roles = roleNames.map((role) => ({ value: role, label: roleWords[role] }));

/** Staff accounts, those who were invited included. */
export const staffList = (staff: SignedIn): List<StaffMember> => ({
  name: 'staff',
  label: 'Accounts',
  path: '/admin/staff',
  columns: [
    { name: 'name', title: 'Name', value: ({ name }) => name, sortable: true },
    { name: 'email', title: 'Email address', value: ({ email }) => email, sortable: true },
    { name: 'status', title: 'Status', value: ({ status }) => status, sortable: true },
    {
      name: 'factor',
      title: 'Second factor',
      value: ({ secondFactor }) => (secondFactor ? 'set up' : 'none'),
      sortable: true,
    },
    {
      name: 'role',
      title: 'Role',
      value: ({ role }) => role,
      cell: (member) => (member.status === 'disabled' ? member.role : <RoleForm staff={staff} member={member} />),
      sortable: true,
    },
    {
      name: 'campaigns',
      title: 'Campaigns',
      value: (member) => campaignsOf(staff, member),
      cell: (member) => (member.status === 'disabled' ? null : <CampaignsForm staff={staff} member={member} />),
    },
    {
      name: 'change',
      title: 'Change',
      cell: (member) => member.status !== 'disabled' && <Changes staff={staff} member={member} />,
    },
  ],
  filters: [
    {
      name: 'status',
      label: 'Status',
      options: [{ value: '', label: 'Any' }, ...optionsOf(['invited', 'active', 'disabled'])],
      matches: ({ status }, value) => status === value,
    },
    {
      name: 'role',
      label: 'Role',
      options: [{ value: '', label: 'Any' }, ...optionsOf(roleNames)],
      matches: ({ role }, value) => role === value,
    },
  ],
  id: ({ id }) => id,
  ids: ids.uuid,
  pageSize: 100,
  empty: 'Nobody is here yet. Invite a colleague below.',
  csv: 'staff:manage',
});

/** Staff accounts; inviting colleagues and changing their accounts. */
export const StaffPage = ({ listed, input, faults, problem, link }: StaffProps): VNode => (
  <Layout
    title="Staff"
    staff={listed.staff}
    path="/admin/staff"
    primary={{ href: '#invite', label: 'Invite a colleague', permission: 'staff:manage' }}
  >
    <Words of={['second factor']} />
    <p>Disabling an account ends its sessions and revokes the tokens its owner made, at once. It cannot be undone.</p>
    <Problem message={problem} />
    {link !== undefined && (
      <p class="notice" role="status">
        The invitation was mailed. The link in it works once, for seven days; if the mail does not arrive, hand your
        colleague this one, which is not shown again: <code>{link}</code>
      </p>
    )}
    <ListView {...listed} />
    <form class="card" id="invite" method="post" action="/admin/staff">
      <h2>Invite a colleague</h2>
      <Csrf staff={listed.staff} />
      <Field name="email" label="Email address" type="email" value={input?.email} faults={faults ?? []} required />
      <Select name="role" label="Role" options={roles} value={input?.role ?? 'viewer'} faults={faults ?? []} />
      <CampaignBoxes staff={listed.staff} id="invite" chosen={input?.campaigns ?? []} />
      <p class="quiet">To resend an invitation, enter the same address.</p>
      <button class="button small" type="submit">
        Send the invitation
      </button>
    </form>
  </Layout>
);

const RoleForm = ({ staff, member }: { staff: SignedIn; member: StaffMember }): VNode => (
  <form class="row-form" method="post" action={`/admin/staff/${member.id}/role`}>
    <Csrf staff={staff} />
    <select name="role" aria-label={`Role of ${member.name}`}>
      {roleNames.map((role) => (
        <option value={role} selected={role === member.role}>
          {inWords(role)}
        </option>
      ))}
    </select>
    <button class="button small" type="submit" aria-label={`Set the role of ${member.name}`}>
      Set
    </button>
  </form>
);

const campaignsOf = (staff: SignedIn, member: StaffMember): string =>
  staff.campaigns
    .filter(({ id }) => member.campaigns.includes(id))
    .map(({ name }) => name)
    .join(', ') || 'all';

const CampaignsForm = ({ staff, member }: { staff: SignedIn; member: StaffMember }): VNode => {
  return (
    <>
      {campaignsOf(staff, member)}
      {staff.campaigns.length > 1 && (
        <details>
          <summary>Change</summary>
          <form method="post" action={`/admin/staff/${member.id}/campaigns`}>
            <Csrf staff={staff} />
            <CampaignBoxes staff={staff} id={member.id} chosen={member.campaigns} />
            <button class="button small" type="submit" aria-label={`Set the campaigns of ${member.name}`}>
              Set
            </button>
          </form>
        </details>
      )}
    </>
  );
};

const changes = [
  { path: 'end-sessions', label: 'End sessions', needs: 'active' },
  { path: 'reset-second-factor', label: 'Reset second factor', needs: 'factor' },
];

const Changes = ({ staff, member }: { staff: SignedIn; member: StaffMember }): VNode => (
  <>
    {changes
      .filter(({ needs }) => (needs === 'factor' ? member.secondFactor : member.status === needs))
      .map(({ path, label }) => (
        <form class="row-form" method="post" action={`/admin/staff/${member.id}/${path}`}>
          <Csrf staff={staff} />
          <button class="button small" type="submit" aria-label={`${label}: ${member.name}`}>
            {label}
          </button>
        </form>
      ))}
    <a href={`/admin/staff/${member.id}/disable`} aria-label={`Disable: ${member.name}`}>
      Disable
    </a>
  </>
);
