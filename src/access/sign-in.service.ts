import { Injectable } from '@nestjs/common';
import { Clock, minutes } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { TemporarilyUnavailable, TooManyRequests } from '../platform/errors.js';
import { addressRange } from '../platform/http/address-range.js';
import { SharedLimits } from '../platform/limits/shared-limits.js';
import { normaliseEmail } from '../platform/http/fields.js';
import { Tokens } from '../platform/tokens.js';
import { SignInExpired } from './second-factor.errors.js';
import { SignInFailed } from './staff.errors.js';
import type { SignInForm } from './access.schema.js';
import { AttemptsService } from './attempts.service.js';
import { AuditLog } from './audit.service.js';
import { deviceClass } from './device-class.js';
import { PasskeysService } from './passkeys.service.js';
import { PasswordsService } from './passwords.service.js';
import { hasAny, SecondFactorsService, type Factors } from './second-factors.service.js';
import { SessionsService, type SecondFactor } from './sessions.service.js';
import { StaffSecrets } from './staff-secrets.service.js';

/** Time for the second step. */
const pendingMilliseconds = minutes(5);

/** Password attempts from one network in ten minutes; an office signs in from one address. */
const triesPerNetwork = 60;

/** Signed in, with the Set-Cookie header of the session; or half-way, with a token for the second step. */
export type SignInOutcome = { cookie: string } | { pending: string };

/** Data for the page of the second step. */
export interface SecondStep {
  staffId: string;
  factors: Factors;
}

/**
 * Sign-in: with address and password, then with a second factor where one is set up; or with a passkey alone. Failures are counted per typed address,
 * known or not, and network, and per account at the second step, with an increasing lock-out. A stranger in the same network, or one who knows the
 * password, can thereby keep an account from signing in (at most an hour at a time); existing sessions stay fully usable, and passkeys work.
 */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
    private readonly attempts: AttemptsService,
    private readonly passwords: PasswordsService,
    private readonly secrets: StaffSecrets,
    private readonly factors: SecondFactorsService,
    private readonly passkeys: PasskeysService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly limits: SharedLimits,
  ) {}

  /**
   * @param userAgent the header; only its class is kept @param ip of the sender
   * @throws SignInFailed, AccountLocked, TooManyRequests (of one network), TemporarilyUnavailable (which counts against nobody)
   */
  async signIn({ email: typed, password }: SignInForm, userAgent?: string, ip = ''): Promise<SignInOutcome> {
    const network = addressRange(ip) ?? '';
    this.spendOf(network);
    // An invalid address takes the same path as an unknown one, but never into a query.
    const email = normaliseEmail(typed.trim())?.toLowerCase() ?? null;
    const attempt = await this.attempts.begin('sign-in', email ?? typed.trim().toLowerCase(), network);
    const staff = await this.database.prisma.staff.findUnique({ where: { email: email ?? '' } });
    const { passwordHash } = staff ? await this.secrets.of(staff.id) : { passwordHash: null };
    const matches = await this.passwords.matches(passwordHash, password).catch(async (error: unknown) => {
      if (error instanceof TemporarilyUnavailable) await this.attempts.takeBack(attempt);
      throw error;
    });
    if (!staff || !matches || staff.disabledAt) {
      await this.attempts.failed(attempt);
      throw new SignInFailed();
    }
    if (!hasAny(await this.factors.of(staff.id)))
      return this.database.transaction(async (tx) => {
        await this.attempts.clear(tx, attempt);
        return this.enter(tx, staff.id, userAgent, 'none');
      });
    await this.attempts.clear(this.database.prisma, attempt);
    return {
      pending: this.tokens.issue(
        'staff-second-step',
        staff.id,
        new Date(this.clock.now().getTime() + pendingMilliseconds),
      ),
    };
  }

  /** Before the expensive password check: one network gets this many tries, whatever addresses it names. */
  private spendOf(network: string): void {
    if (network === '') return;
    const { consumed, waitSeconds } = this.limits.spend('sign-in', network, 600);
    if (consumed > triesPerNetwork) throw new TooManyRequests(waitSeconds);
  }

  /** Whose second step a token is for. @throws SignInExpired */
  async readPending(pending: string): Promise<SecondStep> {
    const reading = this.tokens.read('staff-second-step', pending, this.clock.now());
    if (reading.outcome !== 'valid') throw new SignInExpired();
    const staff = await this.database.prisma.staff.findUnique({ where: { id: reading.id } });
    if (!staff || staff.disabledAt) throw new SignInExpired();
    return { staffId: staff.id, factors: await this.factors.of(staff.id) };
  }

  /** @throws SignInExpired, CodeWrong, CodeUsed, AccountLocked */
  async finishWithCode(pending: string, code: string, userAgent?: string): Promise<{ cookie: string }> {
    const { staffId } = await this.readPending(pending);
    return this.attempts.guard('second-step', staffId, async (tx) =>
      this.enter(tx, staffId, userAgent, await this.factors.useCode(tx, staffId, code)),
    );
  }

  /** @throws SignInExpired, PasskeyRefused */
  async finishWithPasskey(pending: string, response: string, userAgent?: string): Promise<{ cookie: string }> {
    const { staffId } = await this.readPending(pending);
    const { use } = await this.passkeys.prove('second-step', staffId, response);
    return this.database.transaction(async (tx) => {
      await use(tx);
      return this.enter(tx, staffId, userAgent, 'passkey');
    });
  }

  /** Without address and password: the passkey identifies its owner. @throws PasskeyRefused */
  async signInWithPasskey(response: string, userAgent?: string): Promise<{ cookie: string }> {
    const { staffId, use } = await this.passkeys.prove('sign-in', '', response);
    return this.database.transaction(async (tx) => {
      await use(tx);
      return this.enter(tx, staffId, userAgent, 'passkey');
    });
  }

  /** The account is checked again: it may have been disabled while its owner typed. */
  private async enter(
    tx: Tx,
    staffId: string,
    userAgent: string | undefined,
    secondFactor: SecondFactor,
  ): Promise<{ cookie: string }> {
    const staff = await tx.staff.findUnique({ where: { id: staffId } });
    if (!staff || staff.disabledAt) throw secondFactor === 'none' ? new SignInFailed() : new SignInExpired();
    await this.audit.record(tx, { actor: `staff:${staffId}`, action: 'staff.signed_in', details: { secondFactor } });
    return { cookie: await this.sessions.start(tx, staffId, { device: deviceClass(userAgent), secondFactor }) };
  }
}
