import { may, permissions, roleNames } from './roles.js';

describe('roles', () => {
  it('let owners do everything and viewers only look', () => {
    expect(permissions.filter((permission) => may('owner', permission))).toEqual([...permissions]);
    expect(permissions.filter((permission) => may('viewer', permission))).toEqual([
      'supporters:read',
      'plan:read',
      'letters:read',
    ]);
  });

  it('let campaigners do the work of the campaign, but not manage staff', () => {
    const denied = permissions.filter((permission) => !may('campaigner', permission));
    expect(denied).toEqual([
      'supporters:export_full',
      'supporters:approve_export',
      'supporters:erase',
      'staff:manage',
      'audit:read',
      'webhooks:manage',
    ]);
  });

  it('never let the same role ask for a full list and let it go, but the owner', () => {
    const both = roleNames.filter(
      (role) => may(role, 'supporters:export_full') && may(role, 'supporters:approve_export'),
    );
    expect(both).toEqual(['owner']);
  });

  it.each(['', 'king', 'toString', '__proto__', 'constructor'])('grant nothing to the role "%s"', (role) => {
    for (const permission of [...permissions, 'length', '']) expect(may(role, permission)).toBe(false);
  });

  it('grant nothing that is no permission', () => {
    for (const role of roleNames) expect(may(role, 'letters:burn')).toBe(false);
  });
});
