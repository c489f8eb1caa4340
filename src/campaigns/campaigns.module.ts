import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { CampaignParts } from './parts/campaign-part.service.js';
import { CalendarService } from './calendar.service.js';
import { CampaignManagement } from './campaign-management.service.js';
import { CampaignMetrics } from './campaign-metrics.service.js';
import { CampaignTextsService } from './campaign-texts.service.js';
import { CampaignWaiting } from './campaign-waiting.service.js';
import { CampaignsJobs } from './campaigns.jobs.js';
import { CalendarReference } from './calendar.reference.js';
import { CampaignsService } from './campaigns.service.js';
import { DigestService } from './digest.service.js';
import { MailFooters } from './mail-footer.service.js';
import { MilestoneTriggers } from './milestone-triggers.service.js';
import { ProfileService } from './profile.service.js';
import { PlanService } from './plan.service.js';
import { WorkingDaysService } from './working-days.service.js';

/** The campaign, its anchor date, and the plan around it. */
@Module({
  imports: [AccessModule, TreatiesModule, ClaimsModule],
  providers: [
    CampaignsService,
    CampaignManagement,
    CampaignParts,
    CampaignWaiting,
    ProfileService,
    MailFooters,
    CalendarReference,
    CampaignsJobs,
    PlanService,
    CalendarService,
    CampaignTextsService,
    CampaignMetrics,
    MilestoneTriggers,
    DigestService,
    WorkingDaysService,
  ],
  exports: [
    CampaignsService,
    CampaignManagement,
    CampaignParts,
    CampaignWaiting,
    ProfileService,
    MailFooters,
    CalendarReference,
    PlanService,
    CalendarService,
    CampaignTextsService,
    CampaignMetrics,
    MilestoneTriggers,
    WorkingDaysService,
  ],
})
export class CampaignsModule {}
