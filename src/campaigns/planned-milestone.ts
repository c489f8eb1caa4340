import { utcDay } from '../platform/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Day } from '../platform/day.js';
import type { PlannedMilestone } from './campaigns.schema.js';
import { spanOf, tMinus } from './milestone-dates.js';
import type { MilestoneStatus, Trigger, WorkingDayRule } from './plan.values.js';

type MilestoneRow = NonNullable<Awaited<ReturnType<Database['prisma']['milestone']['findFirst']>>> & {
  firings: { dueOn: Date; outcome: string; detail: string | null }[];
};

/** @param anchor the anchor date of the milestone's year; null where the campaign has none, and fixed dates only */
export function plannedOf(row: MilestoneRow, anchor: Day | null, today: Day): PlannedMilestone {
  const scheduled = {
    offsetDays: row.offsetDays,
    fixedOn: row.fixedOn ? utcDay(row.fixedOn) : null,
    lastsDays: row.lastsDays,
    repeatsDays: row.repeatsDays,
    workingDayRule: row.workingDayRule as WorkingDayRule,
  };
  const { from, to } = spanOf(scheduled, anchor ?? today);
  const status = row.status as MilestoneStatus;
  const { id, key, title, owner, evidenceUrl, triggerTarget, demand, verifyReason } = row;
  const firings = row.firings.map(({ dueOn, outcome, detail }) => ({ dueOn: utcDay(dueOn), outcome, detail }));
  const overdue = to < today && (status === 'planned' || status === 'in_progress') && row.trigger === 'none';
  return {
    ...scheduled,
    id,
    key,
    title,
    from,
    to,
    t: anchor && tMinus(from, anchor),
    owner,
    status,
    overdue,
    evidenceUrl,
    trigger: row.trigger as Trigger,
    triggerTarget,
    demand,
    verifyReason,
    firings,
  };
}
