import fc from 'fast-check';
import { exactOrigin } from './petition-origins.schema.js';

describe('exactOrigin', () => {
  it.each([
    ['https://www.example.org', 'https://www.example.org'],
    ['https://WWW.Example.org/', 'https://www.example.org'],
    ['https://example.org:443', 'https://example.org'],
    ['https://example.org:8443', 'https://example.org:8443'],
    ['https://приклад.укр', 'https://xn--80aikifvh.xn--j1amh'],
    ['http://localhost:5500', 'http://localhost:5500'],
    ['http://localhost', 'http://localhost'],
    ['http://example.org', null],
    ['http://127.0.0.1:80', null],
    ['http://localhost.example.org', null],
    ['https://*.example.org', null],
    ['*', null],
    ['null', null],
    ['https://example.org/page', null],
    ['https://example.org?', null],
    ['https://example.org#', null],
    ['https://ada@example.org', null],
    ['https://[::1]', null],
    ['file:///tmp/page.html', null],
    ['chrome-extension://abc', null],
    ['example.org', null],
    ['', null],
  ])('makes %j into %j', (typed, origin) => {
    expect(exactOrigin(typed)).toBe(origin);
  });

  it('never lets through what could add to a header or a policy, and comes to rest', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('a', '.', ';', ',', ' ', "'", '*', '/', ':', '8', '\r', '\n', '"', '@', '%'),
    });
    fc.assert(
      fc.property(nasty, (text) => {
        const origin = exactOrigin(`https://${text}`);
        if (origin === null) return;
        expect(origin).toMatch(/^https:\/\/[a-z0-9.:-]+$/);
        expect(exactOrigin(origin)).toBe(origin);
      }),
      { numRuns: 2_000 },
    );
  });
});
