import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { base32 } from '../../platform/base32.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/runtime.js';
import { Tokens } from '../../platform/tokens.js';

/** What an address of ours is for. `shared`: LETTERS_REPLY_TO, and the role addresses of the domain, which identify no letter. */
export type OwnAddress = { use: 'reply' | 'bounce'; letterId: string } | { use: 'shared' };

/** Role addresses that every email domain must have (RFC 5321, 4.5.1; RFC 2142). */
const offices = ['postmaster', 'abuse'];

const letters = { reply: 'r', bounce: 'b' } as const;
const pattern = /^([rb])\.([0-9a-f]{32})\.([a-z2-7]{20})$/;

/**
 * The two addresses of each letter: `r.<letter>.<tag>` for replies, `b.<letter>.<tag>` for bounces. The tag is 100 bits of an HMAC under a key of the
 * purpose, so it cannot be forged without SECRET_KEY, and one for replies is invalid for bounces. Lower case: some servers change it.
 */
@Injectable()
export class ReplyAddresses {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tokens: Tokens,
  ) {}

  /** Reply and bounce addresses of a letter's email. */
  of(letterId: string): { replyTo?: string; envelopeFrom?: string } {
    const { LETTERS_REPLY_DOMAIN: domain, LETTERS_REPLY_TO: shared } = this.config;
    if (domain === undefined) return shared === undefined ? {} : { replyTo: shared };
    return { replyTo: this.make('reply', letterId, domain), envelopeFrom: this.make('bounce', letterId, domain) };
  }

  /** Null for every address that is not ours. Compares in constant time. */
  read(address: string): OwnAddress | null {
    const { LETTERS_REPLY_DOMAIN: domain, LETTERS_REPLY_TO: shared } = this.config;
    const lower = address.toLowerCase();
    if (shared !== undefined && lower === shared.toLowerCase()) return { use: 'shared' };
    if (domain !== undefined && lower === 'postmaster') return { use: 'shared' };
    const at = lower.lastIndexOf('@');
    if (domain === undefined || lower.slice(at + 1) !== domain) return null;
    if (offices.includes(lower.slice(0, at))) return { use: 'shared' };
    const [, letter, key = '', tag = ''] = pattern.exec(lower.slice(0, Math.max(at, 0))) ?? [];
    if (letter === undefined) return null;
    const use = letter === letters.reply ? 'reply' : 'bounce';
    const letterId = [key.slice(0, 8), key.slice(8, 12), key.slice(12, 16), key.slice(16, 20), key.slice(20)].join('-');
    return timingSafeEqual(Buffer.from(this.tag(use, letterId)), Buffer.from(tag)) ? { use, letterId } : null;
  }

  private make(use: 'reply' | 'bounce', letterId: string, domain: string): string {
    return `${letters[use]}.${letterId.replaceAll('-', '')}.${this.tag(use, letterId)}@${domain}`;
  }

  private tag(use: 'reply' | 'bounce', letterId: string): string {
    return base32(this.tokens.keyedHash(`letter-address/${use}`, letterId)).slice(0, 20);
  }
}
