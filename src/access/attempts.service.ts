import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { TemporarilyUnavailable } from '../platform/errors.js';
import { Tokens } from '../platform/tokens.js';
import { AccountLocked } from './staff.errors.js';
import { countAttempt, forgetAttempt } from './access.sql.js';
import { AuditLog } from './audit.service.js';

interface Counted extends Record<string, unknown> {
  failures: number;
  lockedUntil: Date;
}

/**
 * What is verified. The second step is reachable by anyone who knows a password; `session` covers actions of signed-in people, which a stranger must
 * not be able to lock.
 */
export type AttemptKind = 'sign-in' | 'second-step' | 'session';

/** An attempt that counts as failed until it is cleared. */
export interface Attempt extends Counted {
  key: Uint8Array<ArrayBuffer>;
}

/** Counts failed authentication attempts, with an increasing lock-out. Only keyed hashes of the guessed account are stored. */
@Injectable()
export class AttemptsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Counts before anything is checked, so that concurrent attempts cannot overtake the count.
   * @param of an address typed at sign-in, or the id of an account whose code or password is checked again
   * @param from the network, where a stranger who guesses must not lock the account for everybody else
   * @throws AccountLocked
   */
  async begin(kind: AttemptKind, of: string, from = ''): Promise<Attempt> {
    const key = new Uint8Array(this.tokens.keyedHash(kind, from === '' ? of : `${of} ${from}`));
    const now = this.clock.now();
    const [counted] = await this.database.run<Counted>(countAttempt, [Buffer.from(key), now]);
    if (counted) return { ...counted, key };
    const row = await this.database.prisma.loginFailure.findUnique({ where: { accountKey: key } });
    const left = (row?.lockedUntil.getTime() ?? 0) - now.getTime();
    throw new AccountLocked(Math.max(1, Math.ceil(left / 1000)));
  }

  /** Nothing was verified and nothing was wrong: restores the count. */
  async takeBack({ key }: Attempt): Promise<void> {
    await this.database.run(forgetAttempt, [Buffer.from(key), this.clock.now()]);
  }

  async clear(tx: Tx, { key }: Attempt): Promise<void> {
    await tx.loginFailure.deleteMany({ where: { accountKey: key } });
  }

  /** Each lock-out is logged with the rule and its inputs, but without the address. */
  async failed({ key, failures, lockedUntil }: Attempt): Promise<void> {
    if (failures < 5) return;
    const details = {
      accountKey: Buffer.from(key).toString('hex', 0, 8),
      failures,
      lockedUntil: lockedUntil.toISOString(),
    };
    await this.audit.record(this.database.prisma, { actor: 'system', action: 'staff.locked_out', details });
  }

  /** Counts one attempt: cleared when `prove` succeeds, in its transaction. @throws AccountLocked, what `prove` throws */
  async guard<Result>(kind: AttemptKind, staffId: string, prove: (tx: Tx) => Promise<Result>): Promise<Result> {
    const attempt = await this.begin(kind, staffId);
    try {
      return await this.database.transaction(async (tx) => {
        const result = await prove(tx);
        await this.clear(tx, attempt);
        return result;
      });
    } catch (error) {
      await (error instanceof TemporarilyUnavailable ? this.takeBack(attempt) : this.failed(attempt));
      throw error;
    }
  }
}
