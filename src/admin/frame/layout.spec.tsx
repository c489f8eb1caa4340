import { render } from 'preact-render-to-string';
import type { SignedIn } from '../../access/sessions.service.js';
import { Layout, type Frame } from './layout.js';
import { WaitingCounts } from './waiting-counts.js';

const campaign = { id: '1', slug: 'four-april', name: 'Four April', locales: [] };
const person = (role: string): SignedIn => ({
  ...{ id: '1', name: 'Ada', email: 'ada@example.org', role, csrf: 'a token', sessionId: '1', steppedUpAt: null },
  ...{ campaign, campaigns: [campaign], everywhere: true },
});
const shown = (frame: Omit<Frame, 'children'>): string => render(<Layout {...frame}>text</Layout>);
const currentIn = (html: string): string[] =>
  [...html.matchAll(/<a href="([^"]+)" aria-current="([^"]+)"/g)].map(([, href = '', kind = '']) => `${kind} ${href}`);
const openIn = (html: string): string[] =>
  [...html.matchAll(/<details open><summary>(\w+)/g)].map(([, label = '']) => label);

describe('the frame of the staff pages', () => {
  it('marks the entry of the page and unfolds its group only', () => {
    const html = shown({ title: 'Inbox', staff: person('owner'), path: '/admin/inbox' });
    expect(currentIn(html)).toEqual(['page /admin/inbox']);
    expect(openIn(html)).toEqual(['Letters']);
    expect(html).toContain('<ol><li>Letters</li></ol>');
  });

  it('marks the entry as where a page below it belongs, and leads back to all that is above', () => {
    const crumbs = [{ href: '/admin/petitions/reconsider', label: 'Reconsider' }];
    const html = shown({ title: 'Text', staff: person('owner'), path: '/admin/petitions', crumbs });
    expect(currentIn(html)).toEqual(['true /admin/petitions']);
    expect(html).toContain(
      '<ol><li>Campaign</li><li><a href="/admin/petitions">Petitions</a></li><li><a href="/admin/petitions/reconsider">Reconsider</a></li></ol>',
    );
  });

  it('offers the main thing to do to those who may', () => {
    const primary = { href: '/admin/petitions/new', label: 'New petition', permission: 'plan:manage' } as const;
    const frame = { title: 'Petitions', path: '/admin/petitions', primary } as const;
    expect(shown({ ...frame, staff: person('owner') })).toContain('New petition');
    expect(shown({ ...frame, staff: person('viewer') })).not.toContain('New petition');
  });

  it('says how much waits beside the entries this person sees, their groups and the menu', async () => {
    const counts = new WaitingCounts();
    counts.comesFrom(() => Promise.resolve({ '/admin/inbox': 3, '/admin/answers': 2, '/admin/staff': 1200 }));
    const numbersFor = async (role: string): Promise<(string | undefined)[]> => {
      const staff = person(role);
      await counts.prepare(staff);
      const html = shown({ title: 'Overview', staff, path: '/admin' });
      return [...html.matchAll(/>([^<>]*) <span class="badge">([^<]+)</g)].map(([, of, n]) => `${of} ${n}`);
    };
    expect(await numbersFor('owner')).toEqual([
      ...['Menu 99+', 'Letters 5', 'Inbox 3', 'Replies 2', 'Installation 99+', 'Staff 99+'],
    ]);
    expect(await numbersFor('viewer')).toEqual(['Menu 5', 'Letters 5', 'Inbox 3', 'Replies 2']);
  });

  it('shows no menu, place or way out before signing in', () => {
    const html = shown({ title: 'Sign in', staff: null });
    expect(html).not.toMatch(/<nav|<details|<form/);
  });
});
