import { describe, expect, it } from '@jest/globals';
import { meantPath } from './mistyped-path.js';

describe('meantPath', () => {
  it.each([
    ['/petitions/reconsider/', '/petitions/reconsider'],
    ['/petitions/reconsider.', '/petitions/reconsider'],
    ['/petitions/Reconsider', '/petitions/reconsider'],
    ['/PETITIONS/RECONSIDER/?lang=fr&x=A', '/petitions/reconsider?lang=fr&x=A'],
    ['/petitions/reconsider),', '/petitions/reconsider'],
    ['/petitions/reconsider%3E', '/petitions/reconsider'],
    ['/petitions/reconsider%E2%80%9D.', '/petitions/reconsider'],
    ['/me/', '/me'],
    ['/Me', '/me'],
    ['/C/AbC-d_E', '/c/AbC-d_E'],
    ['/me/AbC-d_E.', '/me/AbC-d_E'],
    ['/petitions/reconsider', null],
    ['/c/AbC-d_E', null],
    ['/', null],
    ['//evil.example/', null],
    ['/%2F/evil.example/', null],
    ['/\\\\evil.example/', null],
    ['/%0d%0aX:y/', null],
  ])('takes %j for %j', (typed, meant) => {
    expect(meantPath(typed)).toBe(meant);
  });
});
