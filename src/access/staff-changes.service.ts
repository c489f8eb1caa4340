import { lockUntilCommit } from '../platform/database/advisory-locks.js';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { validate } from '../platform/http/validation.js';
import { LastOwner, StaffNotFound } from './staff.errors.js';
import { roleChange } from './access.schema.js';
import { ApiTokensService } from './api-tokens.service.js';
import { may } from './roles.js';
import { AuditLog } from './audit.service.js';
import { RecoveryCodesService } from './recovery-codes.service.js';
import { SessionListService } from './session-list.service.js';
import { StaffSecrets } from './staff-secrets.service.js';

interface Account {
  id: string;
  role: string;
  joinedAt: Date | null;
}

/** Changes by owners to the accounts of colleagues. */
@Injectable()
export class StaffChangesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly secrets: StaffSecrets,
    private readonly recovery: RecoveryCodesService,
    private readonly sessions: SessionListService,
    private readonly audit: AuditLog,
    private readonly tokens: ApiTokensService,
  ) {}

  /** What disabling an account would end, in numbers. @throws StaffNotFound */
  async wouldEnd(id: string): Promise<{ name: string; email: string; sessions: number; tokens: number }> {
    const { prisma } = this.database;
    const account = await prisma.staff.findUnique({
      where: { id, disabledAt: null },
      select: { name: true, email: true },
    });
    if (!account) throw new StaffNotFound();
    const [sessions, tokens] = await Promise.all([
      prisma.staffSession.count({ where: { staffId: id, expiresAt: { gt: this.clock.now() } } }),
      prisma.apiToken.count({ where: { createdBy: `staff:${id}`, revokedAt: null } }),
    ]);
    return { ...account, sessions, tokens };
  }

  /** Ends the account, all its sessions and its owner's tokens, at once. @throws StaffNotFound, LastOwner */
  disable(id: string, actor: string): Promise<void> {
    return this.change(id, async (tx, account) => {
      await refuseLastOwner(tx, account);
      await tx.staff.update({ where: { id }, data: { disabledAt: this.clock.now(), sessions: { deleteMany: {} } } });
      await this.audit.record(tx, { actor, action: 'staff.disabled', details: { staffId: id } });
      await this.tokens.revokeOf(tx, `staff:${id}`, actor);
    });
  }

  /**
   * Sessions continue, with the new role from their next request; tokens end with the right to create them. @throws StaffNotFound, LastOwner,
   * InvalidInput
   */
  async changeRole(id: string, input: { role: string }, actor: string): Promise<void> {
    const { role } = await validate(roleChange, input);
    await this.change(id, async (tx, account) => {
      if (account.role === role) return;
      if (role !== 'owner') await refuseLastOwner(tx, account);
      await tx.staff.update({ where: { id }, data: { role } });
      await this.audit.record(tx, {
        actor,
        action: 'staff.role_changed',
        details: { staffId: id, from: account.role, to: role },
      });
      if (!may(role, 'staff:manage')) await this.tokens.revokeOf(tx, `staff:${id}`, actor);
    });
  }

  /**
   * Limits a role to named campaigns, from the next request on; tokens the person created for all campaigns end.
   * @param campaigns ids; none: all campaigns @throws StaffNotFound, LastOwner
   */
  async limitTo(id: string, campaigns: readonly string[], actor: string): Promise<void> {
    const wanted = [...new Set(campaigns)];
    await this.change(id, async (tx, account) => {
      if (wanted.length > 0) await refuseLastOwner(tx, account);
      await tx.staffCampaign.deleteMany({ where: { staffId: id } });
      await tx.staffCampaign.createMany({ data: wanted.map((campaignId) => ({ staffId: id, campaignId })) });
      await this.audit.record(tx, {
        actor,
        action: 'staff.campaigns_changed',
        details: { staffId: id, campaigns: wanted },
      });
      if (wanted.length > 0) await this.tokens.revokeOf(tx, `staff:${id}`, actor);
    });
  }

  /** For a colleague who lost phone and codes: only the password is left, and all sessions end. @throws StaffNotFound */
  resetSecondFactor(id: string, actor: string): Promise<void> {
    return this.change(id, async (tx) => {
      await this.secrets.removeTotp(tx, id);
      await this.recovery.remove(tx, id);
      const { count } = await tx.staffPasskey.deleteMany({ where: { staffId: id } });
      await this.audit.record(tx, {
        actor,
        action: 'staff.second_factor_reset',
        details: { staffId: id, passkeys: count },
      });
      await this.sessions.endAllIn(tx, id, actor);
    });
  }

  /** For an owner who has nobody to ask; from the command line only. @throws StaffNotFound */
  async resetSecondFactorOf(email: string, actor: string): Promise<void> {
    await this.resetSecondFactor(await this.idOf(email), actor);
  }

  /** The same as `disable`, for the command line. @throws StaffNotFound, LastOwner */
  async disableOf(email: string, actor: string): Promise<void> {
    await this.disable(await this.idOf(email), actor);
  }

  /** @throws StaffNotFound */
  endSessions(id: string, actor: string): Promise<void> {
    return this.change(id, async (tx) => void (await this.sessions.endAllIn(tx, id, actor)));
  }

  private async idOf(email: string): Promise<string> {
    const account = await this.database.prisma.staff.findUnique({ where: { email: email.trim().toLowerCase() } });
    if (!account) throw new StaffNotFound();
    return account.id;
  }

  private async change(id: string, work: (tx: Tx, account: Account) => Promise<void>): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'owners');
      const account = await tx.staff.findUnique({ where: { id } });
      if (!account || account.disabledAt) throw new StaffNotFound();
      await work(tx, account);
    });
  }
}

/** An invited owner does not count yet, nor one for named campaigns, who cannot manage accounts. */
async function refuseLastOwner(tx: Tx, { id, role, joinedAt }: Account): Promise<void> {
  if (role !== 'owner' || !joinedAt) return;
  const others = await tx.staff.count({
    where: { role: 'owner', joinedAt: { not: null }, disabledAt: null, id: { not: id }, campaigns: { none: {} } },
  });
  if (others === 0) throw new LastOwner();
}
