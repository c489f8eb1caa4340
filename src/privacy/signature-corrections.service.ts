import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { FoldingWakeUp } from '../petitions/folding-wake-up.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { PageCache } from '../platform/http/page-cache.js';
import { CorrectionOutdated, SignatureUnknown } from './data-requests.errors.js';
import type { StaffCorrection } from './own-data.schema.js';
import { correctSignatureByStaff, lockSignature, staffCorrection } from './own-data.sql.js';

/** One signature as those who may correct it see it. */
export interface HeldSignature {
  id: string;
  supporterId: string;
  status: string;
  shadowRule: string | null;
  email: string | null;
  givenName: string;
  familyName: string;
  country: string;
  postalCode: string | null;
  signedAt: Date;
  /** Hash of what can be corrected, for the form that shows it */
  shown: string;
}

const correctable = ['givenName', 'familyName', 'country', 'postalCode'] as const;

/** What a signer asked to have corrected. The audit log records who, which signature and which fields, never what they say. */
@Injectable()
export class SignatureCorrections {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly audit: AuditLog,
    private readonly cache: PageCache,
    private readonly folding: FoldingWakeUp,
  ) {}

  /** Looks at one signature, which the audit log records. @throws SignatureUnknown, PetitionNotFound */
  async look(slug: string, id: string, actor: string): Promise<HeldSignature> {
    const row = await this.held(this.database.prisma, slug, id);
    const details = { petition: slug, signatureId: id };
    await this.audit.record(this.database.prisma, { actor, action: 'supporters.read', details });
    return row;
  }

  /**
   * Nothing is written or recorded where nothing is different.
   * @param shown of the signature that was looked at @throws SignatureUnknown, PetitionNotFound, CorrectionOutdated
   */
  async correct(slug: string, id: string, shown: string, to: StaffCorrection, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockSignature(tx, id);
      const before = await this.held(tx, slug, id);
      if (before.shown !== shown) throw new CorrectionOutdated();
      const after = { ...to, postalCode: to.postalCode ?? null };
      const fields = correctable.filter((field) => before[field] !== after[field]);
      if (fields.length === 0) return;
      const values = { signature: id, supporter: before.supporterId, ...after, now: this.clock.now() };
      if ((await correctSignatureByStaff(tx, staffCorrection.values(values))).length === 0)
        throw new SignatureUnknown();
      const details = { petition: slug, signatureId: id, fields };
      await this.audit.record(tx, { actor, action: 'supporters.corrected', details });
    });
    this.cache.expire('petitions');
    this.folding.soon();
  }

  private async held(tx: Tx, slug: string, id: string): Promise<HeldSignature> {
    const row = await tx.signature.findFirst({
      where: { id, petitionId: await this.petitions.idOf(slug) },
      include: { supporter: { select: { email: true } } },
    });
    if (!row) throw new SignatureUnknown();
    const shown = createHash('sha256')
      .update(JSON.stringify(correctable.map((field) => row[field])))
      .digest('hex');
    return { ...row, email: row.supporter.email, shown };
  }
}
