import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock, days as daysLong } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { newSecret, sha256 } from '../../platform/tokens.js';
import { LinkInvalid } from '../petitions.errors.js';
import { PetitionsService } from '../petitions.service.js';

export interface PreviewLink {
  id: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
}

/** Links on which people outside the staff read a draft. The address is shown once; only its hash is stored. */
@Injectable()
export class PreviewLinks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly petitions: PetitionsService,
  ) {}

  /** @returns the secret of the address */
  async create(slug: string, days: number, actor: string): Promise<string> {
    const petitionId = await this.petitions.idOf(slug);
    const { secret, hash } = newSecret();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + daysLong(days));
    const id = newId();
    await this.database.transaction(async (tx) => {
      await tx.previewLink.deleteMany({ where: { petitionId, expiresAt: { lt: createdAt } } });
      await tx.previewLink.create({
        data: { id, petitionId, secretHash: new Uint8Array(hash), createdBy: actor, createdAt, expiresAt },
      });
      await this.audit.record(tx, { actor, action: 'petition.preview_shared', details: { slug, id, days } });
    });
    return secret;
  }

  /** Those that still open something, the latest first. */
  async list(slug: string): Promise<PreviewLink[]> {
    const petitionId = await this.petitions.idOf(slug);
    return this.database.prisma.previewLink.findMany({
      where: { petitionId, revokedAt: null, expiresAt: { gt: this.clock.now() } },
      orderBy: { id: 'desc' },
      select: { id: true, createdBy: true, createdAt: true, expiresAt: true },
    });
  }

  /** @throws LinkInvalid for one of another petition, too */
  async revoke(slug: string, id: string, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.database.transaction(async (tx) => {
      const { count } = await tx.previewLink.updateMany({
        where: { id, petitionId, revokedAt: null },
        data: { revokedAt: this.clock.now() },
      });
      if (count === 0) throw new LinkInvalid();
      await this.audit.record(tx, { actor, action: 'petition.preview_revoked', details: { slug, id } });
    });
  }

  /** The petition a link shows. Expired, taken back and unknown look the same. @throws LinkInvalid */
  async open(secret: string): Promise<{ slug: string; expiresAt: Date }> {
    const link = await this.database.prisma.previewLink.findUnique({
      where: { secretHash: new Uint8Array(sha256(secret)) },
      select: { expiresAt: true, revokedAt: true, petition: { select: { slug: true } } },
    });
    if (!link || link.revokedAt || link.expiresAt <= this.clock.now()) throw new LinkInvalid();
    return { slug: link.petition.slug, expiresAt: link.expiresAt };
  }
}
