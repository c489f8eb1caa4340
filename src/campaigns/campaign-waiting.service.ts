import { Injectable } from '@nestjs/common';
import { addDays } from '../platform/day.js';
import { mostWaiting, waits, type Waiting } from '../platform/waiting.js';
import { PlanService } from './plan.service.js';
import { missingFacts, requiredFacts } from './profile.schema.js';
import { ProfileService } from './profile.service.js';

/** Days ahead at which a milestone begins to wait. */
const aheadDays = 7;

/** What the campaign itself waits for: steps of its plan, and facts about who stands behind it. */
@Injectable()
export class CampaignWaiting {
  constructor(
    private readonly plan: PlanService,
    private readonly profiles: ProfileService,
  ) {}

  /** Late, due within a week, or an automatic action that did not happen. What happens automatically in time waits for nobody. */
  async milestones(slug: string): Promise<Waiting[]> {
    const { today, milestones } = await this.plan.board(slug, null);
    const until = addDays(today, aheadDays);
    const waiting = milestones.flatMap(({ key, title, status, trigger, from, to, firings }) => {
      const missed = firings.filter(({ outcome }) => outcome !== 'done').map(({ dueOn }) => dueOn);
      const due = from >= today ? from : to;
      const isOpen = trigger === 'none' && (status === 'planned' || status === 'in_progress') && due <= until;
      return [...missed, ...(isOpen ? [due] : [])].map((day) => waits({ title, due: day, at: key }));
    });
    return waiting.slice(0, mostWaiting);
  }

  /** Facts without which the legal pages or the letters are incomplete. */
  async missingFacts(campaignId: string): Promise<Waiting[]> {
    const { facts } = await this.profiles.of(campaignId);
    return missingFacts(facts).map((name) => waits({ title: requiredFacts[name] }));
  }
}
