import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Hold } from '../writing/provisional-hold.js';
import { recordLetterEvents } from './letter-events.js';
import { letterTransitions, letterStatuses, type LetterStatus } from './runs.status.js';
import { WaitingMails } from './waiting-mails.service.js';

/** Statuses from which the gate can stop a letter before anything was sent. */
const stoppable = letterStatuses.filter(
  (status) => letterTransitions[status].includes('held') && !['planned', 'sending'].includes(status),
);

/** Puts letters the gate refuses on hold, and notifies staff. */
@Injectable()
export class LetterHolds {
  private readonly log = new Logger('Letters');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly waiting: WaitingMails,
  ) {}

  async hold(letter: { id: string; iso: string; reference: string }, holds: readonly Hold[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const held = holds.map((hold) => ({ ...hold }));
      const where = { id: letter.id, status: { in: stoppable } };
      const { count } = await tx.letter.updateMany({ where, data: { status: 'held' satisfies LetterStatus, held } });
      if (count === 0) return;
      const codes = holds.map(({ code }) => code);
      await recordLetterEvents(tx, this.clock.now(), 'system', 'held', [{ letterId: letter.id, details: { codes } }]);
      await this.waiting.tell(tx, [letter.id]);
      await this.audit.record(tx, {
        actor: 'system',
        action: 'letters.held',
        details: { letterId: letter.id, iso: letter.iso, codes },
      });
    });
    this.log.warn(`Letter ${letter.reference} is on hold: ${holds.map(({ code }) => code).join(', ')}.`);
  }
}
