import { Get, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { DemandsService } from '../../campaigns/demands/demands.service.js';
import { newMilestone } from '../../campaigns/campaigns.schema.js';
import { PlanService } from '../../campaigns/plan.service.js';
import { workingDayRules } from '../../campaigns/plan.values.js';
import { WorkingDaysService } from '../../campaigns/working-days.service.js';
import { calendarDay } from '../../platform/http/fields.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { PlanPage } from './plan-page.js';
import { VerifyPage } from './verify-page.js';
import { WorkingDaysPage } from './working-days-page.js';

/** Years that can be planned; a query may leave the year out. */
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
type YearQuery = z.output<typeof yearQuery>;

/** The plan page of a year, its roll-over, and working days in the capitals. */
@AdminController('admin/plan')
@RequirePermission('plan:read')
export class StaffPlanController {
  constructor(
    private readonly plan: PlanService,
    private readonly demands: DemandsService,
    private readonly workingDays: WorkingDaysService,
  ) {}

  @Get()
  board(@Query({ schema: yearQuery }) query: YearQuery, @CurrentStaff() staff: SignedIn) {
    return this.page(staff, query.year ?? null);
  }

  @Post('milestones')
  @RequirePermission('plan:manage')
  async add(@Form() { year: typed, ...input }: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    const { year: of } = await validate(yearForm, { year: typed });
    return submit({
      input,
      work: async () => this.plan.add(campaignOf(staff).slug, of, await validate(newMilestone, input), actor),
      done: `/admin/plan?year=${of}`,
      again: (refused) => this.page(staff, of, { adding: refused }),
    });
  }

  @Post('roll-over')
  @RequirePermission('plan:manage')
  rollOver(@Form() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return submit({
      input,
      work: async () => {
        const { year: to } = await validate(yearForm, input);
        await this.plan.rollOver(campaignOf(staff).slug, to, actor);
        return to;
      },
      done: (to) => `/admin/plan/verify?year=${to}`,
      again: (refused) => this.page(staff, null, { rolling: refused }),
    });
  }

  @Get('verify')
  async verify(@Query({ schema: yearQuery }) query: YearQuery, @CurrentStaff() staff: SignedIn) {
    const board = await this.plan.board(campaignOf(staff).slug, query.year ?? null);
    return VerifyPage({ staff, year: board.year, items: await this.plan.toVerify(campaignOf(staff).slug, board.year) });
  }

  @Get('working-days')
  async spread(@QueryTexts() input: Texts, @CurrentStaff() staff: SignedIn) {
    const { end } = await this.plan.board(campaignOf(staff).slug, null);
    return submit({
      input,
      work: async () => {
        const { on = end, rule } = await validate(daysQuery, input);
        return { on, rule, days: await this.workingDays.spread(on, rule, 'en') };
      },
      done: (spread) => WorkingDaysPage({ staff, ...spread }),
      again: ({ faults }) => WorkingDaysPage({ staff, on: input.on ?? end, rule: 'previous', days: [], faults }),
    });
  }

  private async page(staff: SignedIn, of: number | null, notice: { adding?: Refused; rolling?: Refused } = {}) {
    const { slug } = campaignOf(staff);
    const [board, demands] = await Promise.all([this.plan.board(slug, of), this.demands.list(slug)]);
    return PlanPage({ staff, board, demands, ...notice });
  }
}
