import { ownPath } from './own-path.js';

describe('after signing in', () => {
  it.each(['/admin', '/admin/exports', '/admin/petitions/reconsider/supporters'])('people go on to %s', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  it.each([
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/admin//evil.example',
    '/admin/../x',
    '/administrator',
    '/admin/x?y=1',
    '/admin\n',
    '/me',
  ])('nobody is sent to %p', (path) => {
    expect(ownPath(path)).toBe('/admin');
  });
});
