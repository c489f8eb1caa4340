import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { dayIn, daysBetween, type Day } from '../platform/day.js';
import { DomainError } from '../platform/errors.js';
import { MilestoneNotFound } from './campaigns.errors.js';
import { dueDays, planEnd } from './milestone-dates.js';
import type { PlannedMilestone } from './campaigns.schema.js';
import { PlanService } from './plan.service.js';
import { triggerGraceDays, type Trigger } from './plan.values.js';

/** Carries out a trigger, in the transaction that records it. @returns a sentence for the plan page */
export type TriggerHandler = (tx: Tx, target: string | null, actor: string, campaignId: string) => Promise<string>;

/** Local hour before which nothing is published or sent. */
const firstHour = 6;

/**
 * Automatic actions of milestones. Modules register what they can do. Each occurrence fires at most once; a missed one, because nothing ran that day,
 * is left to a person and never fires late automatically.
 */
@Injectable()
export class MilestoneTriggers {
  private readonly log = new Logger('Plan');
  private readonly handlers = new Map<Trigger, TriggerHandler>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly plan: PlanService,
    private readonly audit: AuditLog,
  ) {}

  handle(trigger: Exclude<Trigger, 'none'>, handler: TriggerHandler): void {
    this.handlers.set(trigger, handler);
  }

  /** Fires what is due in all campaigns. */
  async fireDue(): Promise<void> {
    for (const { slug, timeZone, ...campaign } of await this.database.prisma.campaign.findMany()) {
      const now = this.clock.now();
      if (
        Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now)) <
        firstHour
      )
        continue;
      const today = dayIn(timeZone, now);
      const { years } = await this.plan.board(slug, null);
      for (const year of years) {
        const { milestones } = await this.plan.board(slug, year);
        const anchor = planEnd(campaign, year);
        for (const milestone of milestones)
          if (milestone.status !== 'dropped') await this.fireOne(milestone, anchor, today);
      }
    }
  }

  /** A person fires a missed or failed occurrence after all. @throws MilestoneNotFound */
  async fireNow(slug: string, year: number, id: string, dueOn: Day, actor: string): Promise<void> {
    const { milestones } = await this.plan.board(slug, year);
    const milestone = milestones.find((one) => one.id === id);
    const firing = milestone?.firings.find((one) => one.dueOn === dueOn && one.outcome !== 'done');
    if (!milestone || !firing) throw new MilestoneNotFound();
    await this.database.transaction(async (tx) => {
      const detail = await this.run(tx, milestone, actor);
      await tx.milestoneFiring.update({
        where: { milestoneId_dueOn: { milestoneId: id, dueOn: new Date(dueOn) } },
        data: { outcome: 'done', detail, firedAt: this.clock.now() },
      });
      await this.audit.record(tx, { actor, action: 'plan.trigger_fired', details: { key: milestone.key, dueOn } });
    });
  }

  private async fireOne(milestone: PlannedMilestone, anchor: Day, today: Day): Promise<void> {
    if (milestone.trigger === 'none') return;
    const done = new Set(milestone.firings.map(({ dueOn }) => dueOn));
    for (const dueOn of dueDays(milestone, anchor).filter((day) => day <= today && !done.has(day))) {
      if (daysBetween(dueOn, today) > triggerGraceDays)
        await this.record(milestone.id, dueOn, 'missed', 'Nothing ran on that day; a person decides.');
      else await this.attempt(milestone, dueOn);
    }
  }

  private async attempt(milestone: PlannedMilestone, dueOn: Day): Promise<void> {
    try {
      await this.database.transaction(async (tx) => {
        // The unique key lets one process win; the others' transactions fail here and change nothing.
        const firedAt = this.clock.now();
        const { count } = await tx.milestoneFiring.createMany({
          data: [{ milestoneId: milestone.id, dueOn: new Date(dueOn), outcome: 'done', detail: null, firedAt }],
          skipDuplicates: true,
        });
        if (count === 0) return;
        const detail = await this.run(tx, milestone, 'system');
        await tx.milestoneFiring.update({
          where: { milestoneId_dueOn: { milestoneId: milestone.id, dueOn: new Date(dueOn) } },
          data: { detail },
        });
        await this.audit.record(tx, {
          actor: 'system',
          action: 'plan.trigger_fired',
          details: { key: milestone.key, dueOn },
        });
      });
    } catch (error) {
      // Failures a person can fix are shown on the plan page; anything else is retried every hour, within the grace period.
      if (!(error instanceof DomainError)) throw error;
      this.log.warn(`The trigger of milestone "${milestone.key}" failed: ${error.code}`);
      await this.record(milestone.id, dueOn, 'failed', error.message);
    }
  }

  private async run(tx: Tx, { id, trigger, triggerTarget }: PlannedMilestone, actor: string): Promise<string> {
    const handler = this.handlers.get(trigger);
    if (!handler) throw new Error(`No module handles the trigger "${trigger}".`);
    const { campaignId } = await tx.milestone.findUniqueOrThrow({ where: { id }, select: { campaignId: true } });
    return handler(tx, triggerTarget, actor, campaignId);
  }

  private async record(milestoneId: string, dueOn: Day, outcome: 'missed' | 'failed', detail: string): Promise<void> {
    await this.database.prisma.milestoneFiring.createMany({
      data: [
        { milestoneId, dueOn: new Date(dueOn), outcome, detail: detail.slice(0, 1000), firedAt: this.clock.now() },
      ],
      skipDuplicates: true,
    });
  }
}
