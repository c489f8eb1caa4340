/** Permissions of staff. A JSON route that requires a scope also accepts a signed-in person with the permission of the same name. */
export const permissions = [
  /** Look up supporters */
  'supporters:read',
  /** Create lists by consented purpose, and lists without persons */
  'supporters:export',
  /** Create the full list, with a reason */
  'supporters:export_full',
  /** Approve somebody else's full list, where two persons are needed */
  'supporters:approve_export',
  /** Import signatures from paper and lists */
  'supporters:import',
  /** Answer and carry out data subject requests */
  'supporters:erase',
  'staff:manage',
  'audit:read',
  'ledger:write',
  'ledger:verify',
  'claims:review',
  'plan:manage',
  'plan:read',
  /** Change the campaign's settings: who stands behind it, and what its legal pages say */
  'campaign:manage',
  'fraud:decide',
  /** View ministries, templates, runs, letters and replies */
  'letters:read',
  /** Maintain ministries, write templates, plan runs */
  'letters:write',
  /** Verify addresses, approve templates and runs of others, assess replies */
  'letters:approve',
  /** Write updates to supporters, and publish them */
  'updates:write',
  /** Send updates by email */
  'updates:send',
  /** Create and manage webhooks */
  'webhooks:manage',
] as const;
export type Permission = (typeof permissions)[number];

export const roleNames = ['owner', 'campaigner', 'data_protection', 'exporter', 'reviewer', 'viewer'] as const;
export type Role = (typeof roleNames)[number];

/** Labels of the roles. */
export const roleWords: Record<Role, string> = {
  owner: 'Owner: everything',
  campaigner: 'Campaigner: plan, ledger, claims, supporters, exports by purpose, imports, updates',
  data_protection: 'Data protection: data subject requests, approval of full lists, audit log',
  exporter: 'Exporter: looks up supporters and creates lists by purpose',
  reviewer: 'Reviewer: verifies ledger entries and claims',
  viewer: 'Viewer: can view, not change',
};

const granted: Record<Role, readonly Permission[]> = {
  owner: permissions,
  campaigner: [
    'supporters:read',
    'supporters:export',
    'supporters:import',
    'ledger:write',
    'ledger:verify',
    'claims:review',
    'plan:manage',
    'plan:read',
    'campaign:manage',
    'fraud:decide',
    'letters:read',
    'letters:write',
    'letters:approve',
    'updates:write',
    'updates:send',
  ],
  data_protection: [
    'supporters:read',
    'supporters:approve_export',
    'supporters:erase',
    'audit:read',
    'plan:read',
    'campaign:manage',
  ],
  exporter: ['supporters:read', 'supporters:export', 'plan:read'],
  reviewer: ['ledger:verify', 'claims:review', 'plan:read', 'letters:read', 'letters:approve'],
  viewer: ['supporters:read', 'plan:read', 'letters:read'],
};

/** False for an unknown role, so that an old row never grants anything. */
export const may = (role: string, permission: string): boolean =>
  Object.hasOwn(granted, role) && granted[role as Role].some((one) => one === permission);
