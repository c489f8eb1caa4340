import type { Tx } from '../../platform/database/database.js';
import type { LetterStatus, RunStatus } from './runs.status.js';

export type DueLetter = NonNullable<Awaited<ReturnType<typeof findDue>>>;

/** The next letter that is due by e-mail, with its run; null when there is none. @param tried letters of this round that are not looked at again */
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
