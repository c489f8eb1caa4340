import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { seal, unseal } from './seal.js';

describe('a sealed secret', () => {
  const key = randomBytes(32);

  it('opens with its key for its owner, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (secret, owner) => unseal(key, seal(key, secret, owner), owner) === secret),
    );
  });

  it('opens for nobody else, with no other key, and with no bit changed', () => {
    const sealed = seal(key, 'a secret', 'ada');
    expect(() => unseal(key, sealed, 'bob')).toThrow();
    expect(() => unseal(randomBytes(32), sealed, 'ada')).toThrow();
    for (let at = 0; at < sealed.length; at++) {
      const bent = Buffer.from(sealed);
      bent[at] = (bent[at] ?? 0) ^ 1;
      expect(() => unseal(key, bent, 'ada')).toThrow();
    }
    expect(() => unseal(key, sealed.subarray(0, 20), 'ada')).toThrow();
  });

  it('looks different each time', () => {
    expect(seal(key, 'a secret', 'ada')).not.toEqual(seal(key, 'a secret', 'ada'));
  });
});
