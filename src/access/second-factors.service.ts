import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { AttemptsService } from './attempts.service.js';
import { AuditLog } from './audit.service.js';
import { CodeUsed, CodeWrong, NoSecondFactor, TotpExists, TotpNotBegun } from './second-factor.errors.js';
import { RecoveryCodesService } from './recovery-codes.service.js';
import { StaffSecrets } from './staff-secrets.service.js';

/** Loaded when the first code is needed. */
const totp = () => import('./totp.js');

/** What an account has set up besides its password. */
export interface Factors {
  totp: boolean;
  passkeys: number;
  recoveryCodesLeft: number;
}

/** A secret for an authenticator app: as text, and as content of its QR code. */
export interface TotpSetUp {
  secret: string;
  uri: string;
}

export const hasAny = ({ totp, passkeys }: Factors): boolean => totp || passkeys > 0;

/** Authenticator codes, the recovery codes that replace them, and what an account has set up. */
@Injectable()
export class SecondFactorsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly secrets: StaffSecrets,
    private readonly recovery: RecoveryCodesService,
    private readonly attempts: AttemptsService,
    private readonly audit: AuditLog,
  ) {}

  async of(staffId: string): Promise<Factors> {
    const { totpConfirmed } = await this.secrets.of(staffId);
    const passkeys = await this.database.prisma.staffPasskey.count({ where: { staffId } });
    return { totp: totpConfirmed, passkeys, recoveryCodesLeft: await this.recovery.left(staffId) };
  }

  /** Accepts a code of the app or a recovery code and uses it up. @throws CodeWrong, CodeUsed */
  async useCode(tx: Tx, staffId: string, typed: string): Promise<'totp' | 'recovery'> {
    const code = typed.replace(/\s/g, '');
    const { looksLikeTotp, stepOf } = await totp();
    if (!looksLikeTotp(code)) {
      await this.recovery.use(tx, staffId, code);
      return 'recovery';
    }
    const { totpSealed, totpConfirmed } = await this.secrets.of(staffId, tx);
    const secret = totpSealed && totpConfirmed ? this.secrets.openTotp(staffId, totpSealed) : null;
    const step = secret === null ? null : stepOf(secret, code, this.clock.now());
    if (step === null) throw new CodeWrong();
    if (!(await this.secrets.advanceTotp(tx, staffId, step))) throw new CodeUsed();
    return 'totp';
  }

  /** A new secret, without effect until one of its codes is confirmed. @throws TotpExists */
  async beginTotp({ id, email }: { id: string; email: string }): Promise<TotpSetUp> {
    const { newTotpSecret, totpUri } = await totp();
    const secret = newTotpSecret();
    if (!(await this.secrets.beginTotp(this.database.prisma, id, secret))) throw new TotpExists();
    return { secret, uri: totpUri(secret, email) };
  }

  /** The pending set-up. @throws TotpNotBegun */
  async pendingTotp({ id, email }: { id: string; email: string }): Promise<TotpSetUp> {
    const { totpSealed, totpConfirmed } = await this.secrets.of(id);
    const secret = totpSealed && !totpConfirmed ? this.secrets.openTotp(id, totpSealed) : null;
    if (secret === null) throw new TotpNotBegun();
    const { totpUri } = await totp();
    return { secret, uri: totpUri(secret, email) };
  }

  /** @returns new recovery codes, which cannot be shown again @throws CodeWrong, TotpNotBegun, AccountLocked */
  confirmTotp(staffId: string, typed: string): Promise<string[]> {
    return this.attempts.guard('session', staffId, async (tx) => {
      const { totpSealed, totpConfirmed } = await this.secrets.of(staffId, tx);
      const secret = totpSealed && !totpConfirmed ? this.secrets.openTotp(staffId, totpSealed) : null;
      if (!totpSealed || secret === null) throw new TotpNotBegun();
      const now = this.clock.now();
      const { stepOf } = await totp();
      const step = stepOf(secret, typed.replace(/\s/g, ''), now);
      if (step === null) throw new CodeWrong();
      if (!(await this.secrets.confirmTotp(tx, staffId, totpSealed, step, now))) throw new TotpNotBegun();
      await this.record(tx, staffId, 'staff.totp_added');
      return this.recovery.renew(tx, staffId);
    });
  }

  /** @throws CodeWrong, CodeUsed, AccountLocked */
  async removeTotp(staffId: string, typed: string): Promise<void> {
    await this.attempts.guard('session', staffId, async (tx) => {
      await this.useCode(tx, staffId, typed);
      await this.secrets.removeTotp(tx, staffId);
      if ((await tx.staffPasskey.count({ where: { staffId } })) === 0) await this.recovery.remove(tx, staffId);
      await this.record(tx, staffId, 'staff.totp_removed');
    });
  }

  /** @returns codes that replace the earlier ones @throws NoSecondFactor */
  async renewRecoveryCodes(staffId: string): Promise<string[]> {
    if (!hasAny(await this.of(staffId))) throw new NoSecondFactor();
    return this.database.transaction(async (tx) => {
      await this.record(tx, staffId, 'staff.recovery_codes_renewed');
      return this.recovery.renew(tx, staffId);
    });
  }

  private record(tx: Tx, staffId: string, action: string): Promise<void> {
    return this.audit.record(tx, { actor: `staff:${staffId}`, action, details: { staffId } });
  }
}
