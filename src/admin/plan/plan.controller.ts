import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { newMilestone } from '../../campaigns/campaigns.schema.js';
import { PlanService } from '../../campaigns/plan.service.js';
import { workingDayRules } from '../../campaigns/plan.values.js';
import { WorkingDaysService } from '../../campaigns/working-days.service.js';
import { calendarDay } from '../../platform/http/fields.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { campaignSlug } from '../frame/campaign.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { PlanPage } from './plan-page.js';
import { VerifyPage } from './verify-page.js';
import { WorkingDaysPage } from './working-days-page.js';

/** Years people may plan for; a query may leave the year out. */
const year = z.coerce
  .number({ error: 'is not a year' })
  .int('is not a year')
  .min(2000, 'is before 2000')
  .max(2100, 'is after 2100');
const yearQuery = z.object({ year: year.optional() });
const yearForm = z.object({ year });
const daysQuery = z.object({
  on: calendarDay.optional(),
  rule: z.enum(workingDayRules).exclude(['none']).default('previous'),
});

/** The plan board of a year, its roll-over, and working days in the capitals. */
@Controller('admin/plan')
@RequirePermission('plan:read')
export class PlanDeskController {
  constructor(
    private readonly plan: PlanService,
    private readonly workingDays: WorkingDaysService,
  ) {}

  @Get()
  async board(
    @Query({ schema: yearQuery }) query: z.output<typeof yearQuery>,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.show(reply, staff, query.year ?? null);
  }

  @Post('milestones')
  @RequirePermission('plan:manage')
  async add(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const { year: typed, ...input } = textsOf(body, '_csrf');
    const { year: of } = await validate(yearForm, { year: typed });
    try {
      await this.plan.add(campaignSlug, of, await validate(newMilestone, input), actor);
      void reply.header('cache-control', 'no-store').redirect(`/admin/plan?year=${of}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.show(reply, staff, of, { adding: refused }, status);
    }
  }

  @Post('roll-over')
  @RequirePermission('plan:manage')
  async rollOver(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    try {
      const { year: to } = await validate(yearForm, input);
      await this.plan.rollOver(campaignSlug, to, actor);
      void reply.header('cache-control', 'no-store').redirect(`/admin/plan/verify?year=${to}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.show(reply, staff, null, { rolling: refused }, status);
    }
  }

  @Get('verify')
  async verify(
    @Query({ schema: yearQuery }) query: z.output<typeof yearQuery>,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    const board = await this.plan.board(campaignSlug, query.year ?? null);
    sendPage(reply, VerifyPage({ staff, year: board.year, items: await this.plan.toVerify(campaignSlug, board.year) }));
  }

  @Get('working-days')
  async spread(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    const { anchor } = await this.plan.board(campaignSlug, null);
    const input = textsOf(query);
    try {
      const { on = anchor, rule } = await validate(daysQuery, input);
      sendPage(reply, WorkingDaysPage({ staff, on, rule, days: await this.workingDays.spread(on, rule, 'en') }));
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      sendPage(
        reply,
        WorkingDaysPage({ staff, on: input.on ?? anchor, rule: 'previous', days: [], faults: refused.faults }),
        status,
      );
    }
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    of: number | null,
    told: { adding?: Refused; rolling?: Refused } = {},
    status = 200,
  ): Promise<void> {
    sendPage(reply, PlanPage({ staff, board: await this.plan.board(campaignSlug, of), ...told }), status);
  }
}
