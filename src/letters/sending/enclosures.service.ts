import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import {
  DigestsService,
  type CarryingLetter,
  type Enclosure,
  type EnclosedOutcome,
} from '../../supporter-letters/digests.service.js';
import { recordLetterEvents } from './letter-events.js';
import { LetterNotFound } from './runs.errors.js';
import type { LetterStatus } from './runs.status.js';

/** Status of enclosed letters by that of the letter they go with; a missing status changes nothing. */
const fates: Partial<Record<LetterStatus, EnclosedOutcome>> = {
  sent: 'delivered',
  posted: 'delivered',
  outcome_unknown: 'unsure',
  deferred: 'accepted',
  needs_channel: 'accepted',
  queued: 'accepted',
};

/** Supporter letters enclosed with a letter of the campaign: claimed, settled with it, and recorded in its history. */
@Injectable()
export class Enclosures {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly digests: DigestsService,
  ) {}

  /** In the transaction that claims the letter. @throws DigestMoved when one of the letters was withdrawn after the enclosure was read */
  async take(tx: Tx, letter: CarryingLetter, enclosure: Enclosure | null): Promise<void> {
    const details = await this.digests.enclose(tx, letter, enclosure);
    if (details)
      await recordLetterEvents(tx, this.clock.now(), 'system', 'digest_enclosed', [
        { letterId: letter.id, details: { ...details } },
      ]);
  }

  /** In the transaction in which the letter gets its status. */
  async settle(tx: Tx, letterId: string, status: LetterStatus, at: Date): Promise<void> {
    const fate = fates[status];
    if (fate !== undefined) await this.digests.settle(tx, letterId, fate, at);
  }

  /** The digest of a letter for a staff member; the access is recorded in the audit log. @throws LetterNotFound also when there is no digest */
  async show(letterId: string, actor: string): Promise<{ filename: string; content: Buffer }> {
    const letter = await this.database.prisma.letter.findUnique({ where: { id: letterId }, include: { run: true } });
    const file = letter && (await this.digests.file(letter, await this.digests.contentsOf(letter)));
    if (!file) throw new LetterNotFound();
    await this.audit.record(this.database.prisma, {
      actor,
      action: 'letters.personal_digest_read',
      details: { letterId },
    });
    return file;
  }
}
