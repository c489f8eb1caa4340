import { lockOneUntilCommit } from '../platform/database/advisory-locks.js';
import { Injectable } from '@nestjs/common';
import { PersonsService } from '../access/persons.service.js';
import { AuditLog } from '../access/audit.service.js';
import type { TreatyEvent } from '../generated/prisma/client.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { EventLog, type NewEvent } from '../platform/events/event-log.js';
import { PageCache } from '../platform/http/page-cache.js';
import { newId } from '../platform/ids.js';
import { mostWaiting, waits, type Waiting } from '../platform/waiting.js';
import { changesLately, eventsForStaff, historyIn } from './ledger.sql.js';
import type { LedgerEvent } from './ledger-event.js';
import { checkEvent, restingOn } from './ledger-rules.js';
import { countsFrom } from './ledger-event.js';
import {
  ConventionUnknown,
  EventNotFound,
  LedgerRefused,
  OwnEvent,
  ReviewDone,
  StateUnknown,
} from './treaties.errors.js';
import type { EventReview, NewTreatyEvent } from './treaties.schema.js';
import { columnsOf, nameIn, type StaffEvent } from './treaty-rows.js';

export const ledgerTag = 'ledger';

/** Adds to the ledger. What one person enters becomes public when another has verified it; the database keeps both permanently. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly events: EventLog,
    private readonly cache: PageCache,
    private readonly persons: PersonsService,
  ) {}

  /** @returns the id of the event, which awaits verification @throws StateUnknown, ConventionUnknown, LedgerRefused */
  record(event: NewTreatyEvent, actor: string): Promise<{ id: string }> {
    return this.database.transaction(async (tx) => {
      const { id } = await this.enter(tx, event, actor);
      const { iso, convention, kind } = event;
      await this.audit.record(tx, {
        actor,
        action: 'ledger.event_recorded',
        details: { eventId: id, iso, convention, kind },
      });
      return { id };
    });
  }

  /** Checks an event against the ledger and writes it, under a lock. */
  async enter(tx: Tx, event: NewTreatyEvent, actor: string, today = utcDay(this.clock.now())): Promise<{ id: string }> {
    await lockOneUntilCommit(tx, 'ledger', event.convention);
    const convention = await tx.convention.findUnique({ where: { code: event.convention } });
    if (!convention) throw new ConventionUnknown();
    if (!(await tx.state.findUnique({ where: { iso: event.iso }, select: { iso: true } }))) throw new StateUnknown();
    const all = await historyIn(tx, event.convention, event.iso);
    const corrected = correctedBy(event, all);
    const history = all.filter(({ root }) => root !== corrected?.root);
    const days = { adoptedOn: utcDay(convention.adoptedOn), openedOn: utcDay(convention.openedOn), today };
    const relatesTo = event.voids ? (corrected?.relatesTo ?? null) : checkEvent(event, { history, ...days });
    return this.insert(tx, { ...event, relatesTo }, corrected, actor);
  }

  /** The second reviewer's decision. @throws EventNotFound, ReviewDone, OwnEvent */
  async review(id: string, { decision, note }: EventReview, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const event = await tx.treatyEvent.findUnique({ where: { id }, include: { review: true } });
      if (!event) throw new EventNotFound();
      await lockOneUntilCommit(tx, 'ledger', event.convention);
      if (event.review || (await tx.treatyEventReview.findUnique({ where: { eventId: id } }))) throw new ReviewDone();
      if (await this.persons.same(event.enteredBy, actor, tx)) throw new OwnEvent();
      const reviewedAt = this.clock.now();
      await tx.treatyEventReview.create({
        data: { eventId: id, enteredBy: event.enteredBy, decision, note, reviewedBy: actor, reviewedAt },
      });
      if (decision === 'verified') await this.events.append(tx, verified(event));
      await this.audit.record(tx, { actor, action: `ledger.event_${decision}`, details: { eventId: id } });
    });
    this.cache.expire(ledgerTag);
  }

  /** Verifies the pending events of one import. @returns how many @throws EventNotFound when none are pending, OwnEvent */
  async verifyImport(importId: string, actor: string): Promise<number> {
    const count = await this.database.transaction(async (tx) => {
      const waiting = await tx.treatyEvent.findMany({ where: { importId, review: null }, orderBy: { seq: 'asc' } });
      if (waiting.length === 0) throw new EventNotFound();
      for (const enteredBy of new Set(waiting.map((event) => event.enteredBy)))
        if (await this.persons.same(enteredBy, actor, tx)) throw new OwnEvent();
      const reviewedAt = this.clock.now();
      const reviews = waiting.map(({ id, enteredBy }) => ({
        eventId: id,
        enteredBy,
        decision: 'verified',
        reviewedBy: actor,
        reviewedAt,
      }));
      await tx.treatyEventReview.createMany({ data: reviews });
      await this.events.append(tx, ...waiting.map(verified));
      await this.audit.record(tx, {
        actor,
        action: 'ledger.import_verified',
        details: { importId, events: waiting.length },
      });
      return waiting.length;
    });
    this.cache.expire(ledgerTag);
    return count;
  }

  waiting(): Promise<StaffEvent[]> {
    return this.database.run<StaffEvent>(eventsForStaff, [true, 1000]);
  }

  /** What another person has to verify, the oldest first. */
  async toVerify(): Promise<Waiting[]> {
    const rows = await this.database.prisma.treatyEvent.findMany({
      where: { review: null },
      orderBy: { seq: 'asc' },
      take: mostWaiting,
      select: { kind: true, enteredBy: true, enteredAt: true, state: { select: { names: true } } },
    });
    return rows.map(({ kind, enteredBy, enteredAt, state }) =>
      waits({ title: `${nameIn(state.names, 'en')}: ${kind.replaceAll('_', ' ')}`, since: enteredAt, by: [enteredBy] }),
    );
  }

  latest(limit: number): Promise<StaffEvent[]> {
    return this.database.run<StaffEvent>(eventsForStaff, [false, limit]);
  }

  /** Recently published events, newest first. */
  changes(limit: number): Promise<StaffEvent[]> {
    return this.database.run<StaffEvent>(changesLately, [limit]);
  }

  private insert(
    tx: Tx,
    event: NewTreatyEvent,
    corrected: LedgerEvent | null,
    enteredBy: string,
  ): Promise<{ id: string }> {
    const id = newId();
    const ready = { ...event, id, root: corrected?.root ?? id, supersedes: corrected?.id ?? null };
    return tx.treatyEvent.create({
      data: { ...columnsOf(ready), enteredBy, enteredAt: this.clock.now() },
      select: { id: true },
    });
  }
}

/** Corrections come after what they correct. */
const verified = ({ id, rootId, iso, convention, kind, voids }: TreatyEvent): NewEvent => ({
  type: 'treaty_event.verified',
  subjectKind: 'treaty_event',
  subjectId: rootId,
  data: { eventId: id, iso, convention, kind, deed: voids ? 'declared_void' : id === rootId ? 'entered' : 'corrected' },
});

/** The event a correction replaces, and whether it may. */
function correctedBy(event: NewTreatyEvent, history: readonly LedgerEvent[]): LedgerEvent | null {
  if (event.supersedes === null) return null;
  const corrected = history.find(({ id }) => id === event.supersedes);
  if (!corrected)
    throw new LedgerRefused(
      'ledger.supersedes_unknown',
      'supersedes',
      'The event to be corrected is not in the ledger of this State, or was already corrected.',
    );
  if (corrected.kind !== event.kind)
    throw new LedgerRefused(
      'ledger.supersedes_other',
      'kind',
      'A correction keeps the kind of event. Void the old one and enter a new one.',
    );
  const resting = restingOn(corrected, history);
  if (event.voids && resting.length > 0)
    throw new LedgerRefused('ledger.has_answers', 'supersedes', 'Other events depend on this one. Void those first.');
  if (resting.some((other) => other.kind !== 'entered_into_force' && countsFrom(other) < countsFrom(event)))
    throw new LedgerRefused('ledger.too_late', 'on', 'Other events that depend on this one are earlier than that day.');
  return corrected;
}
