import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { DemandsModule } from '../../campaigns/demands/demands.module.js';
import { StaffCalendarController } from './calendar.controller.js';
import { StaffMilestonesController } from './milestones.controller.js';
import { StaffPlanController } from './plan.controller.js';

@Module({
  imports: [AccessModule, CampaignsModule, DemandsModule],
  controllers: [StaffCalendarController, StaffMilestonesController, StaffPlanController],
})
export class AdminPlanModule {}
