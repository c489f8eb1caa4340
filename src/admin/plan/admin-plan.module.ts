import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { CalendarDeskController } from './calendar.controller.js';
import { MilestonesDeskController } from './milestones.controller.js';
import { PlanDeskController } from './plan.controller.js';

@Module({
  imports: [AccessModule, CampaignsModule],
  controllers: [CalendarDeskController, MilestonesDeskController, PlanDeskController],
})
export class AdminPlanModule {}
