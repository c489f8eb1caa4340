import type { Prisma } from '../../generated/prisma/client.js';
import type { Tx } from '../../platform/database/database.js';

export interface LetterEventNote {
  letterId: string;
  details?: Prisma.InputJsonObject;
}

/** Part of the transaction that does what is recorded. `details` hold codes and numbers, never a text or an address. */
export async function recordLetterEvents(tx: Tx, at: Date, actor: string, kind: string, notes: readonly LetterEventNote[]): Promise<void> {
  await tx.letterEvent.createMany({ data: notes.map(({ letterId, details = {} }) => ({ letterId, at, actor, kind, details })) });
}
