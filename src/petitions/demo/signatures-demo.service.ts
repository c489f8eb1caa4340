import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { CONFIG } from '../../platform/runtime.js';
import { PetitionsService } from '../petitions.service.js';
import { DemoRefused } from './signatures-demo.errors.js';
import { demoSignatures } from './signatures-demo.sql.js';

/** Signatures for a demonstration: of people who do not exist, at addresses that reach nobody. */
@Injectable()
export class SignaturesDemo {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly petitions: PetitionsService,
  ) {}

  /** Fills a petition, once: one that has signatures stays as it is. @throws DemoRefused where real mail is sent @returns how many were added */
  async fill(slug: string, amount: number): Promise<number> {
    if (this.config.SMTP_URL !== undefined) throw new DemoRefused();
    const petitionId = await this.petitions.idOf(slug);
    const { prisma } = this.database;
    if ((await prisma.signature.findFirst({ where: { petitionId }, select: { id: true } })) !== null) return 0;
    await this.database.runLong(demoSignatures, [petitionId, amount, this.clock.now(), `demo-${slug}`]);
    const details = { slug, amount };
    await this.database.transaction((tx) =>
      this.audit.record(tx, { actor: 'cli', action: 'petition.demo_filled', details }),
    );
    return amount;
  }
}
