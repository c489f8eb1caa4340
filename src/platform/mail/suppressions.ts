import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database, type Tx } from '../database/database.js';
import { Tokens } from '../tokens.js';
import type { MailKind } from './mail.kinds.js';
import { findSuppressed } from './outbox.sql.js';

/** `hard_bounce`: a server has refused the mailbox permanently. `unsubscribed`: the person wants only email they asked for. */
export type SuppressionReason = 'hard_bounce' | 'unsubscribed';

export interface Suppression {
  reason: SuppressionReason;
  /** The latest reason */
  rule: string;
  since: Date;
  /** The latest time it was decided */
  lastAt: Date;
}

/**
 * Why an email is not sent. An email the owner of a mailbox requests after its latest refusal is one more try: mailboxes are created, and servers
 * err.
 */
export function reasonAgainst(
  createdAt: Date,
  kind: Pick<MailKind, 'requested' | 'retries'>,
  all: readonly Suppression[],
): SuppressionReason | null {
  const holds = ({ reason, lastAt }: Suppression): boolean =>
    reason === 'hard_bounce' ? !(kind.retries === true && createdAt > lastAt) : !kind.requested;
  const reasons = all.filter(holds).map(({ reason }) => reason);
  return reasons.includes('unsubscribed') ? 'unsubscribed' : (reasons[0] ?? null);
}

/** The suppression list. Holds keyed hashes only, so it outlives the erasure of a person. */
@Injectable()
export class Suppressions {
  constructor(
    private readonly database: Database,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  /** A mailbox that is refused again is suppressed again, from then on. @param rule what decided: an SMTP rule, or the page the person used */
  async add(tx: Tx, address: string, reason: SuppressionReason, rule: string): Promise<void> {
    const [addressKey, now] = [new Uint8Array(this.keyOf(address)), this.clock.now()];
    await tx.mailSuppression.upsert({
      where: { addressKey_reason: { addressKey, reason } },
      create: { addressKey, reason, rule, createdAt: now },
      update: reason === 'hard_bounce' ? { rule, renewedAt: now } : {},
    });
  }

  /** Why each of the addresses is suppressed, in the same order. */
  async of(addresses: string[]): Promise<Suppression[][]> {
    const keys = addresses.map((address) => this.keyOf(address));
    const found = await findSuppressed(
      this.database.prisma,
      keys.map((key) => new Uint8Array(key)),
    );
    const byKey = new Map<string, Suppression[]>();
    for (const { addressKey, reason, rule, createdAt, renewedAt } of found) {
      const hex = Buffer.from(addressKey).toString('hex');
      const one = { reason: reason as SuppressionReason, rule, since: createdAt, lastAt: renewedAt ?? createdAt };
      byKey.set(hex, [...(byKey.get(hex) ?? []), one]);
    }
    return keys.map((key) => byKey.get(key.toString('hex')) ?? []);
  }

  /** The reasons in force for each of the addresses, in the same order. */
  async reasonsFor(addresses: string[]): Promise<Set<string>[]> {
    return (await this.of(addresses)).map((all) => new Set(all.map(({ reason }) => reason)));
  }

  /** The mailbox works after all. The person's own decision is kept. @returns false when it was not refused */
  async lift(tx: Tx, address: string): Promise<boolean> {
    const where = {
      addressKey: new Uint8Array(this.keyOf(address)),
      reason: 'hard_bounce' satisfies SuppressionReason,
    };
    return (await tx.mailSuppression.deleteMany({ where })).count > 0;
  }

  private keyOf(address: string): Buffer {
    return this.tokens.keyedHash('suppression', address.toLowerCase());
  }
}
