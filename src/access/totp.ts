import { generateSecret, generateURI, verifySync } from 'otplib';

/** RFC 6238 with the parameters every authenticator app supports: SHA-1, six digits, thirty seconds. */
const period = 30;

/** 160 random bits in base32. */
export const newTotpSecret = (): string => generateSecret();

/** Content of the QR code. The account name stays in the app. */
export const totpUri = (secret: string, account: string): string =>
  generateURI({ issuer: 'Demarche', label: account, secret });

export const looksLikeTotp = (code: string): boolean => /^\d{6}$/.test(code);

/**
 * The thirty-second step a code belongs to, now or one step away, because clocks of phones are inaccurate.
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
