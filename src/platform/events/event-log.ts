import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import type { Tx } from '../database/database.js';
import { appendAll } from './events.sql.js';

/** Something that happened. */
export interface NewEvent {
  /** Dotted, in the past tense: `letter.sent` */
  type: string;
  subjectKind: string;
  /** A UUID; events of one subject are delivered in the order in which they were appended */
  subjectId: string;
  /** Ids, countries, purposes and codes; never a name, an address or a text of a person */
  data: Record<string, string | number | null>;
}

/** Appends events in the transaction that causes them: neither is committed without the other. Nothing is written while nobody listens. */
export async function appendEvents(tx: Tx, at: Date, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ type, subjectKind, subjectId, data }) => ({
    type,
    subject_kind: subjectKind,
    subject_id: subjectId,
    data,
  }));
  await appendAll(tx, at, JSON.stringify(rows));
}

/** The event log, for those who notify others. */
@Injectable()
export class EventLog {
  constructor(private readonly clock: Clock) {}

  append(tx: Tx, ...events: NewEvent[]): Promise<void> {
    return appendEvents(tx, this.clock.now(), events);
  }

  /** Events are written from the commit of this transaction on. */
  async listen(tx: Tx, name: string): Promise<void> {
    await tx.eventListener.upsert({ where: { name }, create: { name, since: this.clock.now() }, update: {} });
  }

  /** Whether events are written afterwards depends on the other listeners. */
  async stopListening(tx: Tx, name: string): Promise<void> {
    await tx.eventListener.deleteMany({ where: { name } });
  }

  /** Content of these events, by `seq`. Deleted events are missing. */
  async find(tx: Tx, seqs: readonly bigint[]) {
    const rows = await tx.event.findMany({
      where: { seq: { in: [...seqs] } },
      select: { seq: true, type: true, at: true, data: true },
    });
    return new Map(rows.map((row) => [row.seq, row]));
  }
}
