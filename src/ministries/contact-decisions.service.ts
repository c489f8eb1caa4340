import { lockOneUntilCommit } from '../platform/database/advisory-locks.js';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import type { ContactDecision } from '../generated/prisma/client.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { addDays, type Day } from '../platform/day.js';
import { newId } from '../platform/ids.js';
import { StatesService } from '../treaties/states.service.js';
import type { NewDecision } from './ministries.schema.js';
import { decisionDays, decisionNeeded, notAddressed, type MinistryHold } from './ministries.values.js';

/** Decisions about writing to a ministry at all; the newest is in force. */
@Injectable()
export class ContactDecisionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly states: StatesService,
  ) {}

  /** The newest first. */
  of(iso: string): Promise<ContactDecision[]> {
    return this.database.prisma.contactDecision.findMany({ where: { iso }, orderBy: { seq: 'desc' } });
  }

  /** @throws StateUnknown */
  async decide(iso: string, { decision, reason }: NewDecision, actor: string): Promise<void> {
    await this.states.get(iso, 'en');
    await this.database.transaction(async (tx) => {
      await lockOneUntilCommit(tx, 'ministry', iso);
      await tx.contactDecision.create({
        data: { id: newId(), iso, decision, reason, decidedBy: actor, decidedAt: this.clock.now() },
      });
      await this.audit.record(tx, { actor, action: 'ministry.contact_decided', details: { iso, decision } });
    });
  }
}

/** Reasons from these decisions against writing to a ministry on a given day. */
export function decisionHolds(
  iso: string,
  newest: Pick<ContactDecision, 'decision' | 'reason' | 'decidedAt'> | null,
  day: Day,
): MinistryHold[] {
  const never = notAddressed[iso];
  if (never !== undefined) return [{ code: 'ministry.recognition_disputed', detail: never }];
  if (newest?.decision === 'do_not_contact') return [{ code: 'ministry.do_not_contact', detail: newest.reason }];
  const why = decisionNeeded[iso];
  if (why === undefined) return [];
  if (!newest) return [{ code: 'ministry.needs_decision', detail: `A named person must decide first: ${why}.` }];
  const decidedOn = utcDay(newest.decidedAt);
  if (addDays(decidedOn, decisionDays) >= day) return [];
  return [
    {
      code: 'ministry.needs_decision',
      detail: `The decision of ${decidedOn} is older than ${decisionDays} days then: ${why}.`,
    },
  ];
}
