/** What staff may do. A JSON route that asks a token for a scope accepts a signed-in person with the permission of the same name. */
export const permissions = [
  /** Look supporters up */
  'supporters:read',
  /** Make lists whose purpose people agreed to, and lists without persons */
  'supporters:export',
  /** Make the full list, with a reason */
  'supporters:export_full',
  /** Let somebody else's full list go out, where two persons are needed */
  'supporters:approve_export',
  /** Bring in signatures from paper and lists */
  'supporters:import',
  /** Answer and carry out requests of persons about their data */
  'supporters:erase',
  'staff:manage',
  'audit:read',
  'ledger:write',
  'ledger:verify',
  'claims:review',
  'plan:manage',
  'plan:read',
  'fraud:decide',
  /** Look at ministries, templates, runs, letters and answers */
  'letters:read',
  /** Keep ministries, write templates, plan runs */
  'letters:write',
  /** Verify addresses, approve templates and runs of others, say what an answer means */
  'letters:approve',
  /** Make and keep webhooks */
  'webhooks:manage',
] as const;
export type Permission = (typeof permissions)[number];

export const roleNames = ['owner', 'campaigner', 'data_protection', 'exporter', 'reviewer', 'viewer'] as const;
export type Role = (typeof roleNames)[number];

/** How people read the names of roles. */
export const roleWords: Record<Role, string> = {
  owner: 'Owner: everything',
  campaigner: 'Campaigner: plan, ledger, claims, supporters, exports by purpose, imports',
  data_protection: 'Data protection: requests of persons, approval of full lists, audit log',
  exporter: 'Exporter: looks supporters up and makes lists by purpose',
  reviewer: 'Reviewer: second pair of eyes on ledger and claims',
  viewer: 'Viewer: looks, changes nothing',
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
    'fraud:decide',
    'letters:read',
    'letters:write',
    'letters:approve',
  ],
  data_protection: ['supporters:read', 'supporters:approve_export', 'supporters:erase', 'audit:read', 'plan:read'],
  exporter: ['supporters:read', 'supporters:export', 'plan:read'],
  reviewer: ['ledger:verify', 'claims:review', 'plan:read', 'letters:read', 'letters:approve'],
  viewer: ['supporters:read', 'plan:read', 'letters:read'],
};

/** False for every role this version does not know, so that an old row never grants anything. */
export const may = (role: string, permission: string): boolean =>
  Object.hasOwn(granted, role) && granted[role as Role].some((one) => one === permission);
