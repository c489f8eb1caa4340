import { may, permissions, roleNames } from './roles.js';

describe('roles', () => {
  it('let owners do everything and viewers only look', () => {
    expect(permissions.filter((permission) => may('owner', permission))).toEqual([...permissions]);
    expect(permissions.filter((permission) => may('viewer', permission))).toEqual(['supporters:read', 'plan:read']);
  });

  it('let campaigners do the work of the campaign, but not manage staff', () => {
    const denied = permissions.filter((permission) => !may('campaigner', permission));
    expect(denied).toEqual(['staff:manage', 'audit:read']);
  });

  it.each(['', 'king', 'toString', '__proto__', 'constructor'])('grant nothing to the role "%s"', (role) => {
    for (const permission of [...permissions, 'length', '']) expect(may(role, permission)).toBe(false);
  });

  it('grant nothing that is no permission', () => {
    for (const role of roleNames) expect(may(role, 'letters:write')).toBe(false);
  });
});
