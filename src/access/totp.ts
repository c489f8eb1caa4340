import { generateSecret, generateURI, verifySync } from 'otplib';

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, thirty seconds. */
const period = 30;

/** 160 random bits in base32. */
export const newTotpSecret = (): string => generateSecret();

/** What the QR code says. The name of the account stays in the app. */
export const totpUri = (secret: string, account: string): string =>
  generateURI({ issuer: 'Demarche', label: account, secret });

export const looksLikeTotp = (code: string): boolean => /^\d{6}$/.test(code);

/**
 * The step of thirty seconds a code belongs to, now or one step away, because clocks of telephones go wrong.
 * @returns null when the code is not right
 */
export function stepOf(secret: string, code: string, now: Date): bigint | null {
  if (!looksLikeTotp(code)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const current = Math.floor(epoch / period);
  for (const step of [current, current - 1, current + 1])
    if (
      verifySync({ secret, token: code, epoch: step * period, period, digits: 6, algorithm: 'sha1', epochTolerance: 0 })
        .valid
    )
      return BigInt(step);
  return null;
}
