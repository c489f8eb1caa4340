import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/database.js';
import { CodeWrong, PasskeyRefused, PasswordWrong, SessionNotFound } from './second-factor.errors.js';
import type { ChangedPassword } from './access.schema.js';
import { AttemptsService } from './attempts.service.js';
import { AuditLog } from './audit.service.js';
import { PasskeysService } from './passkeys.service.js';
import { PasswordsService, refuseGuessable } from './passwords.service.js';
import { hasAny, SecondFactorsService } from './second-factors.service.js';
import { SessionListService } from './session-list.service.js';
import { SessionsService, type SecondFactor, type SignedIn } from './sessions.service.js';
import { StaffSecrets } from './staff-secrets.service.js';

/** Re-authentication: before actions that must not be possible from a session somebody left open, and to change the password. */
@Injectable()
export class IdentityService {
  constructor(
    private readonly database: Database,
    private readonly attempts: AttemptsService,
    private readonly passwords: PasswordsService,
    private readonly secrets: StaffSecrets,
    private readonly factors: SecondFactorsService,
    private readonly passkeys: PasskeysService,
    private readonly sessions: SessionsService,
    private readonly list: SessionListService,
    private readonly audit: AuditLog,
  ) {}

  /**
   * With a code where a second factor is set up, else with the password: what a browser remembers is not enough.
   * @returns the Set-Cookie header of the same session under a new secret
   * @throws CodeWrong, CodeUsed, PasswordWrong, AccountLocked
   */
  async confirm(staff: SignedIn, proof: { code?: string; password?: string }): Promise<string> {
    const needsCode = hasAny(await this.factors.of(staff.id));
    return this.attempts.guard('session', staff.id, async (tx) => {
      if (needsCode && proof.code === undefined) throw new CodeWrong();
      if (needsCode) return this.stepUp(tx, staff, await this.factors.useCode(tx, staff.id, proof.code ?? ''));
      await this.requirePassword(staff.id, proof.password ?? '');
      return this.stepUp(tx, staff, 'none');
    });
  }

  /** @returns the Set-Cookie header @throws PasskeyRefused */
  async confirmWithPasskey(staff: SignedIn, response: string): Promise<string> {
    const { use } = await this.passkeys.prove('confirm', staff.id, response);
    return this.database.transaction(async (tx) => {
      await use(tx);
      return this.stepUp(tx, staff, 'passkey');
    });
  }

  /** Ends the other sessions. @throws PasswordWrong, AccountLocked, InvalidInput (a guessable password) */
  async changePassword(staff: SignedIn, { current, password }: ChangedPassword): Promise<void> {
    refuseGuessable(password, staff.email, staff.name);
    const passwordHash = await this.passwords.hash(password);
    await this.attempts.guard('session', staff.id, async (tx) => {
      await this.requirePassword(staff.id, current);
      await this.secrets.setPassword(tx, staff.id, passwordHash);
      await this.audit.record(tx, {
        actor: `staff:${staff.id}`,
        action: 'staff.password_changed',
        details: { staffId: staff.id },
      });
      await this.list.endAllIn(tx, staff.id, `staff:${staff.id}`, staff.sessionId);
    });
  }

  private async requirePassword(staffId: string, password: string): Promise<void> {
    const { passwordHash } = await this.secrets.of(staffId);
    if (!(await this.passwords.matches(passwordHash, password))) throw new PasswordWrong();
  }

  private async stepUp(tx: Tx, { id, sessionId }: SignedIn, secondFactor: SecondFactor): Promise<string> {
    const cookie = await this.sessions.stepUp(tx, sessionId, secondFactor);
    if (cookie === null) throw secondFactor === 'passkey' ? new PasskeyRefused() : new SessionNotFound();
    await this.audit.record(tx, {
      actor: `staff:${id}`,
      action: 'staff.identity_confirmed',
      details: { secondFactor },
    });
    return cookie;
  }
}
