import {
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** What an emailed link may do. A token for one purpose is refused for every other. */
export type TokenPurpose =
  | 'confirm'
  | 'disown'
  | 'unsubscribe'
  | 'my-data'
  | 'personal-letter'
  | 'successor'
  | 'staff-setup'
  | 'staff-invite'
  | 'staff-second-step'
  | 'form-owner';

export type TokenReading =
  { outcome: 'valid'; id: string } | { outcome: 'expired'; id: string } | { outcome: 'invalid' };

const idBytes = 16;
const timeBytes = 4;
const macBytes = 32;

/**
 * Keyed tokens and keyed hashes. Tokens are not stored: a token is `id ‖ expiry ‖ HMAC-SHA256(key(purpose), id ‖ expiry)`, base64url, so a stolen
 * database contains no token and cannot produce one without SECRET_KEY.
 */
export class Tokens {
  private readonly keys = new Map<string, KeyObject>();

  constructor(private readonly secretKey: string) {}

  /** @param id a UUID; @param expiresAt rounded down to the second */
  issue(purpose: TokenPurpose, id: string, expiresAt: Date): string {
    const body = Buffer.alloc(idBytes + timeBytes);
    body.write(id.replaceAll('-', ''), 0, 'hex');
    body.writeUInt32BE(Math.floor(expiresAt.getTime() / 1000), idBytes);
    return Buffer.concat([body, this.mac(`token/${purpose}`, body)]).toString('base64url');
  }

  /** Never throws. Only the canonical spelling of a token is accepted. */
  read(purpose: TokenPurpose, token: string, now: Date): TokenReading {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== idBytes + timeBytes + macBytes || bytes.toString('base64url') !== token)
      return { outcome: 'invalid' };
    const body = bytes.subarray(0, idBytes + timeBytes);
    if (!timingSafeEqual(this.mac(`token/${purpose}`, body), bytes.subarray(idBytes + timeBytes)))
      return { outcome: 'invalid' };
    const hex = body.toString('hex', 0, idBytes);
    const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    return { outcome: body.readUInt32BE(idBytes) * 1000 > now.getTime() ? 'valid' : 'expired', id };
  }

  /** A keyed hash for look-ups (mailbox, address range): 32 bytes, useless without SECRET_KEY. */
  keyedHash(domain: string, value: string): Buffer {
    return this.mac(`hash/${domain}`, value);
  }

  /** A short MAC for values a browser sends back: form stamps, CSRF tokens. */
  sign(domain: string, value: string): string {
    return this.mac(`sign/${domain}`, value).subarray(0, 16).toString('base64url');
  }

  verify(domain: string, value: string, signature: string): boolean {
    const wanted = Buffer.from(this.sign(domain, value));
    const given = Buffer.from(signature);
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  }

  /** The raw key of a domain, for libraries that sign themselves. */
  keyFor(domain: string): Buffer {
    return this.key(domain).export();
  }

  private mac(domain: string, data: string | Buffer): Buffer {
    return createHmac('sha256', this.key(domain)).update(data).digest();
  }

  private key(domain: string): KeyObject {
    let key = this.keys.get(domain);
    if (!key)
      this.keys.set(
        domain,
        (key = createSecretKey(Buffer.from(hkdfSync('sha256', this.secretKey, '', `demarche/${domain}`, 32)))),
      );
    return key;
  }
}

/** A random secret (256 bits) shown once, and the hash that is stored instead. */
export function newSecret(prefix = ''): { secret: string; hash: Buffer } {
  const secret = prefix + randomBytes(32).toString('base64url');
  return { secret, hash: sha256(secret) };
}

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
