/** What staff may do. A JSON route that asks a token for a scope accepts a signed-in person with the permission of the same name. */
export const permissions = [
  'supporters:read',
  'supporters:export',
  'staff:manage',
  'audit:read',
  'ledger:write',
  'ledger:verify',
  'claims:review',
  'plan:manage',
  'plan:read',
  'fraud:decide',
] as const;
export type Permission = (typeof permissions)[number];

export const roleNames = ['owner', 'campaigner', 'viewer'] as const;
export type Role = (typeof roleNames)[number];

const granted: Record<Role, readonly Permission[]> = {
  owner: permissions,
  campaigner: [
    'supporters:read',
    'supporters:export',
    'ledger:write',
    'ledger:verify',
    'claims:review',
    'plan:manage',
    'plan:read',
    'fraud:decide',
  ],
  viewer: ['supporters:read', 'plan:read'],
};

/** False for every role this version does not know, so that an old row never grants anything. */
export const may = (role: string, permission: string): boolean =>
  Object.hasOwn(granted, role) && granted[role as Role].some((one) => one === permission);
