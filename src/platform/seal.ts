import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts with AES-256-GCM: nonce ‖ tag ‖ ciphertext.
 * @param key 32 bytes
 * @param belongsTo what the secret is bound to (associated data); it opens for nothing else
 */
export function seal(key: Buffer, secret: string, belongsTo: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(belongsTo));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @throws Error when key, owner or a single bit differs */
export function unseal(key: Buffer, sealed: Uint8Array, belongsTo: string): string {
  const bytes = Buffer.from(sealed);
  if (bytes.length < nonceBytes + tagBytes) throw new Error('This was not sealed here.');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(belongsTo))
    .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
}
