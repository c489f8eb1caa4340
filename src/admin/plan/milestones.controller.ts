import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { MilestoneNotFound } from '../../campaigns/campaigns.errors.js';
import { milestoneChange } from '../../campaigns/campaigns.schema.js';
import { MilestoneTriggers } from '../../campaigns/milestone-triggers.service.js';
import type { PlannedMilestone } from '../../campaigns/campaigns.schema.js';
import { PlanService, type Board } from '../../campaigns/plan.service.js';
import { calendarDay } from '../../platform/http/fields.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { campaignSlug } from '../frame/campaign.js';
import { refusalOf, textsOf } from '../frame/form.js';
import { MilestonePage } from './milestone-page.js';

const idParam = z.object({ id: z.uuid() });
type IdParam = z.output<typeof idParam>;
const firingForm = z.object({ dueOn: calendarDay });

/** One milestone: its state, its evidence, and a trigger that waits for a person. */
@Controller('admin/plan/milestones/:id')
@RequirePermission('plan:manage')
export class MilestonesDeskController {
  constructor(
    private readonly plan: PlanService,
    private readonly triggers: MilestoneTriggers,
  ) {}

  @Get()
  async one(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, MilestonePage({ staff, ...(await this.find(id)) }));
  }

  @Post()
  async change(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    await this.decide(reply, staff, id, input, async () => {
      await this.plan.change(id, await validate(milestoneChange, input), actor);
    });
  }

  /** What did not fire by itself is done now. */
  @Post('fire')
  async fire(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.decide(reply, staff, id, undefined, async ({ year }) => {
      const { dueOn } = await validate(firingForm, textsOf(body));
      await this.triggers.fireNow(campaignSlug, year, id, dueOn, actor);
    });
  }

  private async decide(
    reply: FastifyReply,
    staff: SignedIn,
    id: string,
    input: Record<string, string> | undefined,
    work: (board: Board) => Promise<void>,
  ): Promise<void> {
    const { board, milestone } = await this.find(id);
    try {
      await work(board);
      void reply.header('cache-control', 'no-store').redirect(`/admin/plan?year=${board.year}#${milestone.key}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      sendPage(reply, MilestonePage({ staff, board, milestone, refused }), status);
    }
  }

  /** In whichever year's plan it stands. @throws MilestoneNotFound */
  private async find(id: string): Promise<{ board: Board; milestone: PlannedMilestone }> {
    const { years } = await this.plan.board(campaignSlug, null);
    for (const year of years) {
      const board = await this.plan.board(campaignSlug, year);
      const milestone = board.milestones.find((one) => one.id === id);
      if (milestone) return { board, milestone };
    }
    throw new MilestoneNotFound();
  }
}
