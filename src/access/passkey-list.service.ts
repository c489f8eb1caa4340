import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { AuditLog } from './audit.service.js';
import { PasskeyNotFound } from './second-factor.errors.js';
import { RecoveryCodesService } from './recovery-codes.service.js';
import { StaffSecrets } from './staff-secrets.service.js';

export interface ListedPasskey {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** The passkeys of an account: list, rename and remove. */
@Injectable()
export class PasskeyListService {
  constructor(
    private readonly database: Database,
    private readonly secrets: StaffSecrets,
    private readonly recovery: RecoveryCodesService,
    private readonly audit: AuditLog,
  ) {}

  of(staffId: string): Promise<ListedPasskey[]> {
    const select = { id: true, name: true, createdAt: true, lastUsedAt: true };
    return this.database.prisma.staffPasskey.findMany({ where: { staffId }, select, orderBy: { id: 'asc' } });
  }

  /** The passkeys of an account in the format of browsers. */
  async credentialsOf(staffId: string): Promise<{ id: string; transports: string[] }[]> {
    const rows = await this.database.prisma.staffPasskey.findMany({ where: { staffId }, orderBy: { id: 'asc' } });
    return rows.map(({ credentialId, transports }) => ({
      id: Buffer.from(credentialId).toString('base64url'),
      transports,
    }));
  }

  /** @throws PasskeyNotFound, also for passkeys of others */
  async rename(staffId: string, id: string, name: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { count } = await tx.staffPasskey.updateMany({ where: { id, staffId }, data: { name } });
      if (count === 0) throw new PasskeyNotFound();
      await this.audit.record(tx, {
        actor: `staff:${staffId}`,
        action: 'staff.passkey_renamed',
        details: { staffId, passkeyId: id },
      });
    });
  }

  /** Recovery codes are removed with the last factor. @throws PasskeyNotFound, also for passkeys of others */
  async remove(staffId: string, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { count } = await tx.staffPasskey.deleteMany({ where: { id, staffId } });
      if (count === 0) throw new PasskeyNotFound();
      const { totpConfirmed } = await this.secrets.of(staffId, tx);
      if (!totpConfirmed && (await tx.staffPasskey.count({ where: { staffId } })) === 0)
        await this.recovery.remove(tx, staffId);
      await this.audit.record(tx, {
        actor: `staff:${staffId}`,
        action: 'staff.passkey_removed',
        details: { staffId, passkeyId: id },
      });
    });
  }
}
