import type { Prisma } from '../../generated/prisma/client.js';
import type { Tx } from '../../platform/database/database.js';
import { appendEvents } from '../../platform/events/event-log.js';

export interface LetterEventNote {
  letterId: string;
  details?: Prisma.InputJsonObject;
}

/** Steps of a letter that others are notified of, and their event types. */
const told: Record<string, string> = {
  sent: 'letter.sent',
  posted: 'letter.sent',
  arrived: 'letter.sent',
  held: 'letter.held',
  bounced: 'letter.bounced',
  replied: 'letter.replied',
};

/** Part of the transaction that does what is recorded. `details` contain codes and numbers, never a text or an address. */
export async function recordLetterEvents(
  tx: Tx,
  at: Date,
  actor: string,
  kind: string,
  notes: readonly LetterEventNote[],
): Promise<void> {
  await tx.letterEvent.createMany({
    data: notes.map(({ letterId, details = {} }) => ({ letterId, at, actor, kind, details })),
  });
  const type = Object.hasOwn(told, kind) ? told[kind] : undefined;
  if (type !== undefined) await tell(tx, at, type, notes);
}

async function tell(tx: Tx, at: Date, type: string, notes: readonly LetterEventNote[]): Promise<void> {
  const where = { id: { in: notes.map(({ letterId }) => letterId) } };
  const letters = await tx.letter.findMany({ where, select: { id: true, reference: true, iso: true, runId: true } });
  await appendEvents(
    tx,
    at,
    letters.map(({ id, reference, iso, runId }) => ({
      type,
      subjectKind: 'letter',
      subjectId: id,
      data: { letterId: id, reference, state: iso, runId },
    })),
  );
}
