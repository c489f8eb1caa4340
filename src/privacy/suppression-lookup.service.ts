import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Database } from '../platform/database/database.js';
import { Suppressions, type Suppression } from '../platform/mail/suppressions.js';
import type { LiftingRequest } from './data-requests.schema.js';
import { NotSuppressed } from './data-requests.errors.js';

/** Why an address gets no email, and how staff can lift it. The list holds keyed hashes, so the address must be given. */
@Injectable()
export class SuppressionLookup {
  constructor(
    private readonly database: Database,
    private readonly suppressions: Suppressions,
    private readonly audit: AuditLog,
  ) {}

  /** Why an address is suppressed; the audit log records the reasons, not the address. */
  async find(email: string, actor: string): Promise<Suppression[]> {
    const [found = []] = await this.suppressions.of([email]);
    const details = { reasons: found.map(({ reason }) => reason) };
    await this.audit.record(this.database.prisma, { actor, action: 'mail.suppression_read', details });
    return found;
  }

  /** Allows email again to a mailbox that was refused. A person's own decision is kept. @throws NotSuppressed */
  async lift({ email, reason }: LiftingRequest, actor: string): Promise<void> {
    const [found = []] = await this.suppressions.of([email]);
    const refused = found.find((one) => one.reason === 'hard_bounce');
    if (!refused) throw new NotSuppressed();
    await this.database.transaction(async (tx) => {
      if (!(await this.suppressions.lift(tx, email))) throw new NotSuppressed();
      const details = { rule: refused.rule, since: refused.since.toISOString(), reason };
      await this.audit.record(tx, { actor, action: 'mail.suppression_lifted', details });
    });
  }
}
