import { generateSync } from 'otplib';
import { newTotpSecret, stepOf, totpUri } from './totp.js';

/** RFC 6238, appendix B: the secret "12345678901234567890", the last six digits of its eight. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const vectors: [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];

describe('a time-based code', () => {
  it.each(vectors)('at second %i is %s', (seconds, code) => {
    expect(stepOf(secret, code, new Date(seconds * 1000))).toBe(BigInt(Math.floor(seconds / 30)));
  });

  it('is taken one step early or late, and no further', () => {
    const code = generateSync({ secret, epoch: 3000 });
    for (const seconds of [2970, 2999, 3000, 3029, 3059])
      expect(stepOf(secret, code, new Date(seconds * 1000))).toBe(100n);
    for (const seconds of [2969, 3060]) expect(stepOf(secret, code, new Date(seconds * 1000))).toBeNull();
  });

  it.each(['', '12345', '1234567', '12345a', '１２３４５６', ' 87082', '-87082'])('is never "%s"', (code) => {
    expect(stepOf(secret, code, new Date(59_000))).toBeNull();
  });

  it('comes from a secret of 160 bits that differs each time', () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(newTotpSecret());
    expect(totpUri(secret, 'ada@example.org')).toBe(
      `otpauth://totp/Demarche:ada%40example.org?secret=${secret}&issuer=Demarche`,
    );
  });
});
