import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database, type Tx } from '../database/database.js';
import { Tokens } from '../tokens.js';
import { findSuppressed } from './outbox.sql.js';

export type SuppressionReason = 'hard_bounce' | 'unsubscribed';

/** The list of addresses that get no mail. Holds keyed hashes only, so it outlives the erasure of a person. */
@Injectable()
export class Suppressions {
  constructor(
    private readonly database: Database,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  /** @param rule what decided: an SMTP rule, or the page the person used */
  async add(tx: Tx, address: string, reason: SuppressionReason, rule: string): Promise<void> {
    const addressKey = new Uint8Array(this.keyOf(address));
    await tx.mailSuppression.upsert({
      where: { addressKey_reason: { addressKey, reason } },
      create: { addressKey, reason, rule, createdAt: this.clock.now() },
      update: {},
    });
  }

  /** The reasons that hold for each of the addresses, in the same order. */
  async reasonsFor(addresses: string[]): Promise<Set<string>[]> {
    const keys = addresses.map((address) => this.keyOf(address));
    const found = await findSuppressed(
      this.database.prisma,
      keys.map((key) => new Uint8Array(key)),
    );
    const byKey = new Map<string, Set<string>>();
    for (const { addressKey, reason } of found) {
      const hex = Buffer.from(addressKey).toString('hex');
      byKey.set(hex, (byKey.get(hex) ?? new Set()).add(reason));
    }
    return keys.map((key) => byKey.get(key.toString('hex')) ?? new Set());
  }

  private keyOf(address: string): Buffer {
    return this.tokens.keyedHash('suppression', address.toLowerCase());
  }
}
