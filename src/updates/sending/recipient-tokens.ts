import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Tokens } from '../../platform/tokens.js';
import { base32, fromBase32 } from '../../platform/base32.js';

/** What a token in an email of an update is for; one is invalid for the others. */
export type RecipientTokenUse = 'unsubscribe' | 'bounce' | 'complaint' | 'message';

/** Whom a token means: the person, and the last half of the update's id, which tells it from the person's others. */
export interface TokenRecipient {
  supporterId: string;
  updateEnd: string;
}

const [idBytes, endBytes, tagBytes] = [16, 8, 10];

/**
 * Tokens for one recipient of one update. They are the same each time and tell others nothing: the ids are encrypted under an 80-bit HMAC of themselves, which is
 * checked when they are read. Lower case letters and digits only: mail servers change the case of addresses.
 */
@Injectable()
export class RecipientTokens {
  private readonly keys = new Map<RecipientTokenUse, Buffer>();

  constructor(private readonly tokens: Tokens) {}

  seal(use: RecipientTokenUse, updateId: string, supporterId: string): string {
    const plain = Buffer.from(bare(supporterId) + endOf(updateId), 'hex');
    const tag = this.tag(use, plain);
    const cipher = createCipheriv('aes-256-ctr', this.key(use), startOf(tag));
    return base32(Buffer.concat([tag, cipher.update(plain)]));
  }

  /** Null for everything that was not made here. Compares in constant time. */
  open(use: RecipientTokenUse, token: string): TokenRecipient | null {
    const bytes = fromBase32(token);
    if (bytes?.length !== tagBytes + idBytes + endBytes) return null;
    const tag = bytes.subarray(0, tagBytes);
    const plain = createDecipheriv('aes-256-ctr', this.key(use), startOf(tag)).update(bytes.subarray(tagBytes));
    if (!timingSafeEqual(this.tag(use, plain), tag)) return null;
    const hex = plain.toString('hex', 0, idBytes);
    const supporterId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
      '-',
    );
    return { supporterId, updateEnd: plain.toString('hex', idBytes) };
  }

  private tag(use: RecipientTokenUse, plain: Buffer): Buffer {
    return this.tokens.keyedHash(`update-recipient/${use}`, plain.toString('hex')).subarray(0, tagBytes);
  }

  private key(use: RecipientTokenUse): Buffer {
    let key = this.keys.get(use);
    if (!key) this.keys.set(use, (key = this.tokens.keyFor(`update-recipient-cipher/${use}`)));
    return key;
  }
}

const bare = (id: string): string => id.replaceAll('-', '');
/** The random half of a UUIDv7. */
export const endOf = (updateId: string): string => bare(updateId).slice(16);
const startOf = (tag: Buffer): Buffer => Buffer.concat([tag, Buffer.alloc(16 - tagBytes)]);
