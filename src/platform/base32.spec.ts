import fc from 'fast-check';
import { base32, fromBase32 } from './base32.js';

describe('base32', () => {
  it('is that of RFC 4648, in lower case and without padding', () => {
    expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text)))).toEqual([
      '',
      'my',
      'mzxq',
      'mzxw6',
      'mzxw6yq',
      'mzxw6ytb',
      'mzxw6ytboi',
    ]);
  });

  it('gives every bytes back, in any case, and takes no second spelling of them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (given) => {
        const bytes = Buffer.from(given);
        expect(fromBase32(base32(bytes).toUpperCase())).toEqual(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = fromBase32(text);
        if (read !== null) expect(base32(read)).toBe(text.toLowerCase());
      }),
    );
  });
});
