import { may, roleNames, type Role } from '../../access/roles.js';
import { menu, menuFor, placeOf } from './menu.js';

const pathsFor = (role: string, everywhere = true): string[] =>
  menuFor({ role, everywhere }).flatMap(({ entries }) => entries.map(({ path }) => path));
const entries = menu.flatMap((group) => [...group.entries]);

describe('the menu of the staff pages', () => {
  it('shows each role what it may open, and nothing else', () => {
    for (const role of roleNames)
      expect([role, pathsFor(role)]).toEqual([
        role,
        entries.filter(({ permission }) => permission === null || may(role, permission)).map(({ path }) => path),
      ]);
    expect(pathsFor('owner')).toEqual(entries.map(({ path }) => path));
    expect(pathsFor('intern')).toEqual(['/admin']);
  });

  const hidden: [Role, string[]][] = [
    ['viewer', ['/admin/imports', '/admin/exports', '/admin/fraud', '/admin/staff', '/admin/audit']],
    ['reviewer', ['/admin/supporters', '/admin/data-requests']],
    ['exporter', ['/admin/inbox', '/admin/imports', '/admin/fraud']],
    ['data_protection', ['/admin/exports', '/admin/ministries', '/admin/webhooks']],
  ];
  it.each(hidden)('keeps from the role %s what is not its work', (role, paths) => {
    expect(pathsFor(role)).toContain('/admin/petitions');
    expect(pathsFor(role).filter((path) => paths.includes(path))).toEqual([]);
  });

  it('lets data protection reach the exports it approves, though it makes none', () => {
    expect(pathsFor('data_protection')).toContain('/admin/exports/approvals');
  });

  it('leaves what concerns all campaigns to those who work for all', () => {
    const ofAll = pathsFor('owner').filter((path) => !pathsFor('owner', false).includes(path));
    expect(ofAll).toEqual(['/admin/data-requests', '/admin/suppressions', '/admin/staff', '/admin/audit']);
  });

  it('leaves out a group in which there is nothing to open', () => {
    expect(menuFor({ role: 'exporter', everywhere: true }).map(({ label }) => label)).toEqual([
      'Campaign',
      'People',
      'Knowledge',
      'Installation',
    ]);
  });

  it('names every page once, and knows its group', () => {
    expect(new Set(entries.map(({ path }) => path)).size).toBe(entries.length);
    expect(new Set(entries.map(({ label }) => label)).size).toBe(entries.length);
    expect(placeOf('/admin/inbox')).toMatchObject({ group: 'Letters', entry: { label: 'Inbox' } });
    expect(placeOf('/admin/account')).toBeNull();
    expect(placeOf(undefined)).toBeNull();
  });
});
