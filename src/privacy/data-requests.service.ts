import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Database } from '../platform/database/database.js';
import { SupportersService } from '../supporters/supporters.service.js';
import type { ErasureRequest } from './data-requests.schema.js';
import type { OwnData } from './own-data.schema.js';
import { OwnDataService } from './own-data.service.js';
import { NobodyKnown } from './data-requests.errors.js';

/** Data subject requests that arrive by other ways than `/me`: by letter, by telephone, through an authority. */
@Injectable()
export class DataRequestsService {
  constructor(
    private readonly database: Database,
    private readonly supporters: SupportersService,
    private readonly ownData: OwnDataService,
    private readonly audit: AuditLog,
  ) {}

  /** Everything held about the person behind a mailbox; the audit log records their id, not the address. @throws NobodyKnown */
  async find(email: string, actor: string): Promise<OwnData> {
    const supporterId = await this.idOf(email);
    const data = supporterId === null ? null : await this.ownData.lookAt(supporterId, 'en');
    const details = { found: data !== null, ...(data && { supporterId }) };
    await this.audit.record(this.database.prisma, { actor, action: 'supporters.data_request', details });
    if (!data) throw new NobodyKnown();
    return data;
  }

  /**
   * Erases the person everywhere, as they could themselves. Recorded before it is done: an action without its entry is worse than the reverse.
   * @throws NobodyKnown
   */
  async erase({ email, reason }: ErasureRequest, actor: string): Promise<void> {
    const supporterId = await this.idOf(email);
    if (supporterId === null) throw new NobodyKnown();
    await this.audit.record(this.database.prisma, {
      actor,
      action: 'supporters.erased',
      details: { supporterId, reason },
    });
    await this.ownData.erase(supporterId);
  }

  private async idOf(email: string): Promise<string | null> {
    const emailKey = new Uint8Array(this.supporters.emailKey(email));
    const row = await this.database.prisma.supporter.findUnique({
      where: { emailKey },
      select: { id: true, email: true },
    });
    return row?.email ? row.id : null;
  }
}
