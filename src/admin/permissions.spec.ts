import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { may, permissions, roleNames } from '../access/roles.js';

const admin = fileURLToPath(new URL('./', import.meta.url));

interface Route {
  file: string;
  method: string;
  path: string;
  needs: string | undefined;
}

/** Every route of the staff pages with the permission its method, or else its controller, names. */
function routes(): Route[] {
  return readdirSync(admin)
    .filter((name) => name.endsWith('.controller.ts') && !/^(door|sign-in)\./.test(name))
    .flatMap((file) => {
      const text = readFileSync(admin + file, 'utf8');
      const [head = '', ...methods] = text.split(/(?=^ {2}@(?:Get|Post)\()/m);
      const ofClass = /@RequirePermission\('([^']+)'\)/.exec(head)?.[1];
      return methods.map((method) => {
        const [, verb = '', path = ''] = /@(Get|Post)\((?:'([^']*)')?\)/.exec(method) ?? [];
        const signature = method.split(/\n {2}(?:async )?\w+\(/)[0] ?? '';
        return { file, method: verb, path, needs: /@RequirePermission\('([^']+)'\)/.exec(signature)?.[1] ?? ofClass };
      });
    });
}

describe('permissions of the staff pages', () => {
  const all = routes();
  /** Ways that every signed-in person has: the first page, the way out, and one's own account. */
  const free = /^(overview|account|second-factors|passkeys|confirm-identity)\.controller\.ts$/;

  it('are named by every route but the first page, the way out and one’s own account', () => {
    expect(all.length).toBeGreaterThan(25);
    expect(all.filter(({ needs, file }) => needs === undefined && !free.test(file))).toEqual([]);
    expect(all.filter(({ needs, file }) => needs !== undefined && free.test(file))).toEqual([]);
    expect(all.filter(({ needs }) => needs !== undefined && !permissions.some((one) => one === needs))).toEqual([]);
  });

  it('let a viewer change nothing', () => {
    // A search is sent by POST so that what is looked for stands in no address; it changes nothing.
    const open = all.filter(
      ({ method, path, needs }) => method === 'Post' && path !== 'supporters/search' && needs !== undefined && may('viewer', needs),
    );
    expect(open).toEqual([]);
  });

  it('let a viewer look at ledger, claims and plan, and nobody of an unknown role at anything', () => {
    expect(permissions.filter((permission) => may('viewer', permission))).toEqual(['supporters:read', 'plan:read', 'letters:read']);
    expect(permissions.filter((permission) => may('intern', permission))).toEqual([]);
    expect(permissions.filter((permission) => may('owner', permission))).toEqual([...permissions]);
    expect(roleNames).toContain('viewer');
  });
});
