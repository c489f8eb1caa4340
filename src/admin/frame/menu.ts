import { may, type Permission } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';

interface MenuEntry {
  path: string;
  label: string;
  /** Null for everybody */
  permission: Permission | null;
  /** For those who work for all campaigns */
  ofAll?: true;
}

interface MenuGroup {
  label: string;
  entries: readonly MenuEntry[];
}

/** What staff work on, in groups. Pages that are not here are reached from one that is. */
export const menu = [
  {
    label: 'Campaign',
    entries: [
      { path: '/admin', label: 'Overview', permission: null },
      { path: '/admin/plan', label: 'Plan', permission: 'plan:read' },
      { path: '/admin/demands', label: 'Demands', permission: 'plan:read' },
      { path: '/admin/petitions', label: 'Petitions', permission: 'plan:read' },
      { path: '/admin/updates', label: 'Updates', permission: 'plan:read' },
      { path: '/admin/texts', label: 'Statements', permission: 'plan:read' },
    ],
  },
  {
    label: 'People',
    entries: [
      { path: '/admin/supporters', label: 'Supporters', permission: 'supporters:read' },
      { path: '/admin/imports', label: 'Imports', permission: 'supporters:import' },
      { path: '/admin/exports', label: 'Exports', permission: 'supporters:export' },
      { path: '/admin/exports/approvals', label: 'Exports to approve', permission: 'supporters:approve_export' },
      { path: '/admin/data-requests', label: 'Data requests', permission: 'supporters:erase', ofAll: true },
      { path: '/admin/suppressions', label: 'Suppressed addresses', permission: 'supporters:erase', ofAll: true },
      { path: '/admin/fraud', label: 'Fraud review', permission: 'fraud:decide' },
    ],
  },
  {
    label: 'Letters',
    entries: [
      { path: '/admin/ministries', label: 'Ministries', permission: 'letters:read' },
      { path: '/admin/templates', label: 'Templates', permission: 'letters:read' },
      { path: '/admin/runs', label: 'Mailings', permission: 'letters:read' },
      { path: '/admin/inbox', label: 'Inbox', permission: 'letters:read' },
      { path: '/admin/answers', label: 'Replies', permission: 'letters:read' },
      { path: '/admin/supporter-letters', label: 'Supporters’ letters', permission: 'letters:read' },
      { path: '/admin/corrections', label: 'Corrections', permission: 'letters:read' },
    ],
  },
  {
    label: 'Knowledge',
    entries: [
      { path: '/admin/ledger', label: 'Treaty ledger', permission: 'plan:read' },
      { path: '/admin/claims', label: 'Claims', permission: 'plan:read' },
      { path: '/admin/calendar', label: 'Calendar', permission: 'plan:read' },
    ],
  },
  {
    label: 'Installation',
    entries: [
      { path: '/admin/settings', label: 'Settings', permission: 'plan:read' },
      { path: '/admin/embed', label: 'Embed', permission: 'plan:read' },
      { path: '/admin/campaigns', label: 'Campaigns', permission: 'plan:read' },
      { path: '/admin/staff', label: 'Staff', permission: 'staff:manage', ofAll: true },
      { path: '/admin/tokens', label: 'API tokens', permission: 'staff:manage' },
      { path: '/admin/webhooks', label: 'Webhooks', permission: 'webhooks:manage' },
      { path: '/admin/audit', label: 'Audit log', permission: 'audit:read', ofAll: true },
    ],
  },
] as const satisfies readonly MenuGroup[];

/** The address of an entry, which pages and numbers name it by. */
export type MenuPath = (typeof menu)[number]['entries'][number]['path'];

interface ShownGroup {
  label: string;
  entries: readonly (MenuEntry & { path: MenuPath })[];
}

const groups: readonly ShownGroup[] = menu;

/** The groups with what this person may open; a group without any is left out. */
export const menuFor = ({ role, everywhere }: Pick<SignedIn, 'role' | 'everywhere'>): ShownGroup[] =>
  groups
    .map(({ label, entries }) => ({
      label,
      entries: entries.filter(
        ({ permission, ofAll }) => (permission === null || may(role, permission)) && (!ofAll || everywhere),
      ),
    }))
    .filter(({ entries }) => entries.length > 0);

/** The group and the entry of an address of the menu. */
export function placeOf(path: string | undefined): { group: string; entry: ShownGroup['entries'][number] } | null {
  for (const { label, entries } of groups) {
    const entry = entries.find((one) => one.path === path);
    if (entry) return { group: label, entry };
  }
  return null;
}
