import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { normaliseEmail } from '../platform/http/fields.js';
import { Tokens } from '../platform/tokens.js';
import { AccountLocked, SignInFailed } from './access.errors.js';
import type { SignInForm } from './access.schema.js';
import { countAttempt } from './access.sql.js';
import { AuditLog } from './audit.service.js';
import { PasswordsService } from './passwords.service.js';
import { SessionsService } from './sessions.service.js';

interface Attempt extends Record<string, unknown> {
  failures: number;
  lockedUntil: Date;
}

/**
 * Signing in with address and password. Failures are counted per address typed, known or not, with a growing lock-out.
 * A stranger can thereby keep an account from signing in (at most an hour at a time); sessions that exist stay.
 */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
  ) {}

  /** @returns the Set-Cookie header of the new session @throws SignInFailed, AccountLocked */
  async signIn({ email: typed, password }: SignInForm): Promise<string> {
    // What is no address goes the same way as an unknown one, but never into a query.
    const email = normaliseEmail(typed.trim())?.toLowerCase() ?? null;
    const accountKey = this.tokens.keyedHash('sign-in', email ?? typed.trim().toLowerCase());
    const attempt = await this.count(accountKey);
    const staff = await this.database.prisma.staff.findUnique({ where: { email: email ?? '' } });
    const matches = await this.passwords.matches(staff?.passwordHash ?? null, password);
    if (!staff || !matches || staff.disabledAt) {
      await this.noteLock(accountKey, attempt);
      throw new SignInFailed();
    }
    return this.database.transaction(async (tx) => {
      await tx.loginFailure.deleteMany({ where: { accountKey: new Uint8Array(accountKey) } });
      await this.audit.record(tx, { actor: `staff:${staff.id}`, action: 'staff.signed_in', details: {} });
      return this.sessions.start(tx, staff.id);
    });
  }

  private async count(accountKey: Buffer): Promise<Attempt> {
    const now = this.clock.now();
    const [attempt] = await this.database.run<Attempt>(countAttempt, [accountKey, now]);
    if (attempt) return attempt;
    const row = await this.database.prisma.loginFailure.findUnique({ where: { accountKey: new Uint8Array(accountKey) } });
    const left = (row?.lockedUntil.getTime() ?? 0) - now.getTime();
    throw new AccountLocked(Math.max(1, Math.ceil(left / 1000)));
  }

  /** Each lock-out leaves a trace that names the rule and its inputs, but not the address. */
  private async noteLock(accountKey: Buffer, { failures, lockedUntil }: Attempt): Promise<void> {
    if (failures < 5) return;
    const details = { accountKey: accountKey.toString('hex', 0, 8), failures, lockedUntil: lockedUntil.toISOString() };
    await this.audit.record(this.database.prisma, { actor: 'system', action: 'staff.locked_out', details });
  }
}
