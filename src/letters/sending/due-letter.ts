import type { Tx } from '../../platform/database/database.js';
import type { LetterStatus, RunStatus } from './runs.status.js';

export type DueLetter = NonNullable<Awaited<ReturnType<typeof findDue>>>;

/** The next letter due by email, with its run; null when there is none. @param tried letters of this pass that are not tried again */
export const findDue = (tx: Tx, now: Date, tried: string[]) =>
  tx.letter.findFirst({
    where: {
      id: { notIn: tried },
      status: { in: ['queued', 'deferred'] satisfies LetterStatus[] },
      nextAt: { lte: now },
      run: {
        status: 'approved' satisfies RunStatus,
        channel: 'email',
        OR: [{ embargoUntil: null }, { embargoUntil: { lte: now } }],
      },
    },
    orderBy: [{ nextAt: 'asc' }, { iso: 'asc' }],
    include: { run: true },
  });
