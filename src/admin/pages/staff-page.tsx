import type { VNode } from 'preact';
import { roleNames, roleWords } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { StaffMember } from '../../access/staff.service.js';
import type { Fault } from '../../platform/errors.js';
import { Field, Problem, Select } from './fields.js';
import { Csrf, Layout } from './layout.js';

export interface StaffProps {
  staff: SignedIn;
  members: StaffMember[];
  input?: { email: string; role: string };
  faults?: readonly Fault[];
  problem?: string;
  /** A link just made; it is shown this once. */
  link?: string;
}

const roles = roleNames.map((role) => ({ value: role, label: roleWords[role] }));

/** Who works here; inviting and disabling. */
export const StaffPage = ({ staff, members, input, faults, problem, link }: StaffProps): VNode => (
  <Layout title="Staff" staff={staff} path="/admin/staff">
    <Problem message={problem} />
    {link !== undefined && (
      <p class="notice" role="status">
        Send this link to your colleague. It works once, for seven days, and is not shown again: <code>{link}</code>
      </p>
    )}
    <div class="scroll" role="region" aria-label="Accounts" tabindex={0}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">E-mail address</th>
            <th scope="col">Role</th>
            <th scope="col">Status</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr>
              <th scope="row">{member.name}</th>
              <td>{member.email}</td>
              <td>{member.role}</td>
              <td>{member.status}</td>
              <td>{member.status !== 'disabled' && <DisableForm staff={staff} member={member} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <form class="card" method="post" action="/admin/staff">
      <h2>Invite a colleague</h2>
      <Csrf staff={staff} />
      <Field name="email" label="E-mail address" type="email" value={input?.email} faults={faults ?? []} required />
      <Select name="role" label="Role" options={roles} value={input?.role ?? 'viewer'} faults={faults ?? []} />
      <p class="quiet">
        Viewers look supporters up and read plan, ledger, claims, texts and calendar. Campaigners also export supporters, enter and verify
        events of the ledger, review claims and change the plan. Owners also manage staff and read the audit log.
      </p>
      <button class="button small" type="submit">
        Make the link
      </button>
    </form>
  </Layout>
);

const DisableForm = ({ staff, member }: { staff: SignedIn; member: StaffMember }): VNode => (
  <form method="post" action={`/admin/staff/${member.id}/disable`}>
    <Csrf staff={staff} />
    <button class="button small" type="submit" aria-label={`Disable ${member.name}`}>
      Disable
    </button>
  </form>
);
