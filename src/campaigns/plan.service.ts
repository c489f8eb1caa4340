import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { ClaimsService } from '../claims/claims.service.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { addDays, dayIn, daysBetween, type Day } from '../platform/day.js';
import { InvalidInput } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { CampaignNotFound, MilestoneExists, MilestoneNotFound, RollOverRefused } from './campaigns.errors.js';
import { requireDemand } from './demand-links.js';
import type { MilestoneChange, NewMilestone, PlannedMilestone } from './campaigns.schema.js';
import { anchorOf, planEnd, tMinus } from './milestone-dates.js';
import type { Trigger } from './plan.values.js';
import { plannedOf } from './planned-milestone.js';

export interface Board {
  campaign: { id: string; slug: string; timeZone: string };
  year: number;
  years: number[];
  /** Null where the campaign has none */
  anchor: Day | null;
  /** The day the plan leads to: the anchor date, or the last of the year. */
  end: Day;
  today: Day;
  /** E.g. `T−131`; null without an anchor date. */
  t: string | null;
  milestones: PlannedMilestone[];
}

const noAnchor = {
  pointer: '/offsetDays',
  code: 'campaign.no_anchor',
  detail: 'needs an anchor date, and this campaign has none: give a fixed date',
};

/** The plan of the campaign's year, relative to its anchor date. */
@Injectable()
export class PlanService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly claims: ClaimsService,
  ) {}

  /** @param year of the anchor date; null: the next one there is a plan for @throws CampaignNotFound */
  async board(slug: string, year: number | null): Promise<Board> {
    const campaign = await this.database.prisma.campaign.findUnique({ where: { slug } });
    if (!campaign) throw new CampaignNotFound();
    const { id, timeZone } = campaign;
    const today = dayIn(timeZone, this.clock.now());
    const years = await this.yearsOf(id);
    // A plan continues after its anchor date; it is over a month later.
    const shown =
      year ??
      years.find((one) => addDays(planEnd(campaign, one), 31) >= today) ??
      years.at(-1) ??
      Number(today.slice(0, 4));
    const anchor = anchorOf(campaign, shown);
    const rows = await this.database.prisma.milestone.findMany({
      where: { campaignId: id, year: shown },
      include: { firings: { orderBy: { dueOn: 'asc' } } },
    });
    const milestones = rows
      .map((row) => plannedOf(row, anchor, today))
      .sort((a, b) => (a.from === b.from ? (a.key < b.key ? -1 : 1) : a.from < b.from ? -1 : 1));
    return {
      campaign: { id, slug, timeZone },
      year: shown,
      years,
      anchor,
      end: planEnd(campaign, shown),
      today,
      t: anchor && tMinus(today, anchor),
      milestones,
    };
  }

  /** @throws MilestoneExists */
  async add(slug: string, year: number, milestone: NewMilestone, actor: string): Promise<void> {
    const { campaign, anchor } = await this.board(slug, year);
    if (anchor === null && milestone.offsetDays !== null) throw new InvalidInput([noAnchor]);
    await this.database.transaction(async (tx) => {
      const { fixedOn, ...rest } = milestone;
      await requireDemand(tx, campaign.id, milestone.demand);
      const data = {
        id: newId(),
        campaignId: campaign.id,
        year,
        status: 'planned',
        ...rest,
        fixedOn: fixedOn === null ? null : new Date(fixedOn),
        updatedAt: this.clock.now(),
      };
      // One statement, so that the second of two concurrent additions is refused.
      const { count } = await tx.milestone.createMany({ data: [data], skipDuplicates: true });
      if (count === 0) throw new MilestoneExists();
      await this.audit.record(tx, { actor, action: 'plan.milestone_added', details: { year, key: milestone.key } });
    });
  }

  /** @throws MilestoneNotFound */
  async change(id: string, { verified, ...change }: MilestoneChange, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const found = await tx.milestone.findUnique({ where: { id } });
      if (!found) throw new MilestoneNotFound();
      await requireDemand(tx, found.campaignId, change.demand ?? null);
      await tx.milestone.update({
        where: { id },
        data: { ...change, ...(verified !== undefined && { verifyReason: null }), updatedAt: this.clock.now() },
      });
      await this.audit.record(tx, {
        actor,
        action: 'plan.milestone_changed',
        details: { year: found.year, key: found.key, status: change.status },
      });
    });
  }

  /**
   * Copies the newest plan before a year into that year: relative dates move with the anchor date, fixed dates move by whole years and must be
   * checked, all statuses are reset.
   * @returns what a person must verify before relying on the new plan @throws RollOverRefused
   */
  async rollOver(slug: string, year: number, actor: string): Promise<string[]> {
    const { campaign, years } = await this.board(slug, null);
    const from = years.findLast((one) => one < year);
    if (years.includes(year)) throw new RollOverRefused('plan.year_exists', year);
    if (from === undefined) throw new RollOverRefused('plan.nothing_to_copy', year);
    const { milestones } = await this.board(slug, from);
    await this.database.transaction(async (tx) => {
      await tx.milestone.createMany({
        data: milestones
          .filter(({ status }) => status !== 'dropped')
          .map(
            ({
              key,
              title,
              offsetDays,
              fixedOn,
              lastsDays,
              repeatsDays,
              workingDayRule,
              trigger,
              triggerTarget,
              demand,
              owner,
            }) => ({
              id: newId(),
              campaignId: campaign.id,
              year,
              key,
              title,
              offsetDays,
              fixedOn:
                fixedOn === null ? null : new Date(`${Number(fixedOn.slice(0, 4)) + year - from}${fixedOn.slice(4)}`),
              lastsDays,
              repeatsDays,
              workingDayRule,
              owner,
              status: 'planned',
              trigger,
              // What was published or opened once is not published again; a person names the new one.
              triggerTarget: trigger === 'publish_text' ? null : triggerTarget,
              demand,
              verifyReason: reasonToVerify({ fixedOn, owner, trigger }),
              updatedAt: this.clock.now(),
            }),
          ),
      });
      await this.audit.record(tx, {
        actor,
        action: 'plan.rolled_over',
        details: { from, year, milestones: milestones.length },
      });
    });
    return this.toVerify(slug, year);
  }

  /** Everything a year's plan relies on that is still to be checked. */
  async toVerify(slug: string, year: number): Promise<string[]> {
    const { end, milestones } = await this.board(slug, year);
    const horizon = addDays(end, 31);
    const expiring = (await this.claims.list()).filter(
      ({ obstacle, expiresOn }) => obstacle === 'expired' || (obstacle === null && expiresOn <= horizon),
    );
    const dates = await this.database.prisma.calendarEntry.findMany({
      where: { verification: { in: ['unverified', 'scheduled'] } },
      orderBy: { startsOn: 'asc' },
    });
    const open = dates.filter(
      ({ startsOn }) => startsOn === null || Math.abs(daysBetween(end, utcDay(startsOn))) <= 366,
    );
    return [
      ...milestones.flatMap(({ title, verifyReason }) =>
        verifyReason === null ? [] : [`Milestone “${title}”: ${verifyReason}.`],
      ),
      ...open.map(
        ({ titles, verification, verificationNote }) =>
          `Calendar “${(titles as { en: string }).en}”: ${verification} (${verificationNote}).`,
      ),
      ...expiring.map(({ key, expiresOn, statement }) => `Claim ${key} expires on ${expiresOn}: ${statement}.`),
    ];
  }

  private async yearsOf(campaignId: string): Promise<number[]> {
    const rows = await this.database.prisma.milestone.findMany({
      where: { campaignId },
      distinct: ['year'],
      select: { year: true },
      orderBy: { year: 'asc' },
    });
    return rows.map(({ year }) => year);
  }
}

function reasonToVerify({
  fixedOn,
  owner,
  trigger,
}: {
  fixedOn: Day | null;
  owner: string | null;
  trigger: Trigger;
}): string | null {
  if (fixedOn !== null) return 'its fixed date was moved by whole years';
  if (trigger === 'publish_text') return 'name the text to be published';
  return owner === null ? null : 'does its owner still do this';
}
