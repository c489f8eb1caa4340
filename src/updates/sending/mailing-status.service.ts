import { Injectable } from '@nestjs/common';
import { Clock, utcDay } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Day } from '../../platform/day.js';
import { audienceShape, type Audience } from '../audience/audience.schema.js';
import { recipientStates, type RecipientState } from '../recipients.status.js';
import { readMailing } from './mailings.sql.js';
import type { MailingState, PauseReason } from './mailings.status.js';
import { Pace } from './pace.service.js';

export interface MailingStatus {
  state: MailingState;
  pausedBy: PauseReason | null;
  revision: number;
  audience: Audience;
  notAfter: Date | null;
  plannedBy: string;
  approvedBy: string | null;
  approvedAt: Date | null;
  /** The version that was approved */
  approvedVersion: number | null;
  waivedBy: string | null;
  startedBy: string | null;
  startedAt: Date | null;
  /** Until then everything can be called back */
  leavesAt: Date | null;
  /** How many there were when it was planned, and then when it was started */
  expected: number | null;
  version: number | null;
  frozenAt: Date | null;
  frozen: number | null;
  finishedAt: Date | null;
  /** They add up to `frozen`, once that is known */
  counts: Record<RecipientState, number>;
  /** At the pace since it began or was resumed; null while that is not known */
  estimatedEnd: Date | null;
  /** While a sending domain warms up, the day (UTC) on which the last email leaves, when that is later than today */
  lastDay: Day | null;
  /** The largest first; the name is empty for all small ones together */
  providers: { name: string; frozen: number; heldUntil: Date | null; heldBy: 'deferred' | 'refused' | null }[];
}

/** What a mailing is doing. */
@Injectable()
export class MailingStatuses {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pace: Pace,
  ) {}

  async of(updateId: string): Promise<MailingStatus | null> {
    const [row] = await readMailing(this.database.prisma, updateId);
    if (!row) return null;
    const now = this.clock.now();
    const { mailing, counts: sums, providers } = row;
    const text = (name: string): string | null => (mailing[name] as string | null | undefined) ?? null;
    const number = (name: string): number | null => (mailing[name] as number | null | undefined) ?? null;
    const at = (name: string): Date | null => dateOf(text(name));
    const counts = Object.fromEntries(
      Object.entries(recipientStates).map(([state, code]) => [state, sums?.[code] ?? 0]),
    ) as Record<RecipientState, number>;
    const sending = { since: at('sending_since'), before: number('settled_before') ?? 0 };
    const isSending = text('state') === 'sending';
    const lastDay = isSending ? await this.pace.lastDay(this.database.prisma, updateId, now) : null;
    return {
      ...{
        state: text('state') as MailingState,
        pausedBy: text('paused_by') as PauseReason | null,
        revision: number('revision') ?? 0,
      },
      ...{
        audience: audienceShape.parse(mailing.audience),
        notAfter: at('not_after'),
        plannedBy: text('planned_by') ?? '',
      },
      ...{
        approvedBy: text('approved_by'),
        approvedAt: at('approved_at'),
        approvedVersion: number('approved_version'),
      },
      ...{
        waivedBy: text('waived_by'),
        startedBy: text('started_by'),
        startedAt: at('started_at'),
        leavesAt: at('leaves_at'),
      },
      ...{
        expected: number('expected'),
        version: number('version'),
        frozenAt: at('frozen_at'),
        frozen: number('frozen'),
      },
      ...{ finishedAt: at('finished_at'), counts },
      estimatedEnd: isSending ? estimatedEnd(counts, sending, now) : null,
      lastDay: lastDay !== null && lastDay > utcDay(now) ? lastDay : null,
      providers: (providers ?? []).map(({ name, frozen, heldUntil, heldBy }) => {
        const until = dateOf(heldUntil);
        const isHeld = until !== null && until > now;
        return {
          name,
          frozen,
          heldUntil: isHeld ? until : null,
          heldBy: isHeld ? (heldBy as 'deferred' | 'refused') : null,
        };
      }),
    };
  }
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** When the rest will have left at the pace so far. */
function estimatedEnd(
  counts: Record<RecipientState, number>,
  { since, before }: { since: Date | null; before: number },
  now: Date,
): Date | null {
  const left = counts.waiting + counts.in_hand;
  const settled = Object.values(counts).reduce((sum, n) => sum + n, 0) - left - before;
  const passed = since === null ? 0 : now.getTime() - since.getTime();
  if (settled <= 0 || passed <= 0) return null;
  return new Date(now.getTime() + (passed / settled) * left);
}
