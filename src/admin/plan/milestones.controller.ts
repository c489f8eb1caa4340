import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { MilestoneNotFound } from '../../campaigns/campaigns.errors.js';
import { milestoneChange } from '../../campaigns/campaigns.schema.js';
import type { Demand } from '../../campaigns/demands/demands.schema.js';
import { DemandsService } from '../../campaigns/demands/demands.service.js';
import { MilestoneTriggers } from '../../campaigns/milestone-triggers.service.js';
import type { PlannedMilestone } from '../../campaigns/campaigns.schema.js';
import { PlanService, type Board } from '../../campaigns/plan.service.js';
import { calendarDay } from '../../platform/http/fields.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { Form, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { submit } from '../frame/submit.js';
import { MilestonePage } from './milestone-page.js';

const firingForm = z.object({ dueOn: calendarDay });

interface Planned {
  board: Board;
  milestone: PlannedMilestone;
  demands: Demand[];
}

/** One milestone: its status, its evidence, and a trigger that needs attention. */
@AdminController('admin/plan/milestones/:id')
@RequirePermission('plan:manage')
export class StaffMilestonesController {
  constructor(
    private readonly plan: PlanService,
    private readonly triggers: MilestoneTriggers,
    private readonly demands: DemandsService,
  ) {}

  @Get()
  async one(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    return MilestonePage({ staff, ...(await this.find(staff, id)) });
  }

  @Post()
  async change(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const planned = await this.find(staff, id);
    return submit({
      input,
      work: async () => this.plan.change(id, await validate(milestoneChange, input), actor),
      done: onBoard(planned),
      again: (refused) => MilestonePage({ staff, ...planned, refused }),
    });
  }

  /** Fires a missed or failed trigger now. */
  @Post('fire')
  async fire(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const planned = await this.find(staff, id);
    return submit({
      work: async () => {
        const { dueOn } = await validate(firingForm, input);
        await this.triggers.fireNow(campaignOf(staff).slug, planned.board.year, id, dueOn, actor);
      },
      done: onBoard(planned),
      again: (refused) => MilestonePage({ staff, ...planned, refused }),
    });
  }

  /** Whichever year's plan it is in. @throws MilestoneNotFound */
  private async find(staff: SignedIn, id: string): Promise<Planned> {
    const { years } = await this.plan.board(campaignOf(staff).slug, null);
    for (const year of years) {
      const board = await this.plan.board(campaignOf(staff).slug, year);
      const milestone = board.milestones.find((one) => one.id === id);
      if (milestone) return { board, milestone, demands: await this.demands.list(campaignOf(staff).slug) };
    }
    throw new MilestoneNotFound();
  }
}

const onBoard = ({ board, milestone }: Planned): string => `/admin/plan?year=${board.year}#${milestone.key}`;
