import { may, permissions, roleNames } from '../access/roles.js';

describe('permissions of the staff pages', () => {
  it('let a viewer see supporters, plan and letters, and an unknown role nothing', () => {
    expect(permissions.filter((permission) => may('viewer', permission))).toEqual([
      'supporters:read',
      'plan:read',
      'letters:read',
    ]);
    expect(permissions.filter((permission) => may('intern', permission))).toEqual([]);
    expect(permissions.filter((permission) => may('owner', permission))).toEqual([...permissions]);
    expect(roleNames).toContain('viewer');
  });
});
