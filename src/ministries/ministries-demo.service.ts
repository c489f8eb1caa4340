import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { StatesService } from '../treaties/states.service.js';
import { ChannelsService } from './channels.service.js';
import { MinistryRefused } from './ministries.errors.js';

/** Who enters and who verifies addresses of a demonstration; neither is a person. */
const [entering, verifying] = ['demo:one', 'demo:two'];

/** Addresses for demonstrations. They are reserved, and stop working when a mail server is configured. */
@Injectable()
export class MinistriesDemo {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly states: StatesService,
    private readonly channels: ChannelsService,
  ) {}

  /** Gives every state without one a verified example address. @throws MinistryRefused `demo.real_mail` @returns how many were new */
  async loadDemo(actor: string): Promise<number> {
    if (!this.channels.localMailbox) throw new MinistryRefused('demo.real_mail');
    const states = await this.states.list('en');
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const { count } = await tx.ministryChannel.createMany({
        data: states.map(({ iso }) => ({
          id: newId(),
          iso,
          kind: 'email',
          address: `mfa.${iso.toLowerCase()}@foreign-ministry.example`,
          note: 'Not the ministry’s: an example address for demonstrations.',
          source: 'made up for demonstrations',
          confidence: 'low',
          enteredBy: entering,
          enteredAt: now,
          verifiedBy: verifying,
          verifiedAt: now,
        })),
        skipDuplicates: true,
      });
      await this.audit.record(tx, { actor, action: 'ministry.demo_loaded', details: { channels: count } });
      return count;
    });
  }
}
