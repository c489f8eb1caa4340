import { may, permissions, roleNames } from '../access/roles.js';

describe('permissions of the staff pages', () => {
  it('let a viewer look at supporters, plan and letters, and nobody of an unknown role at anything', () => {
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
