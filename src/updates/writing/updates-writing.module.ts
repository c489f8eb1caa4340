import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { DraftsModule } from '../../petitions/drafts/drafts.module.js';
import { LinkChecksModule } from '../../petitions/links/links.module.js';
import { StaffUpdates } from './staff-updates.service.js';
import { UpdateDrafts } from './update-drafts.service.js';
import { UpdateGate } from './update-gate.service.js';
import { UpdatePreviews } from './update-previews.service.js';
import { UpdatePublishing } from './update-publishing.service.js';
import { UpdateResults } from './update-results.service.js';
import { UpdateSchedule } from './update-schedule.service.js';
import { UpdateViews } from './update-views.service.js';
import { PublicUpdatesController, UpdateDraftsController } from './updates.controller.js';
import { UpdatesJobs } from './updates.jobs.js';
import { UpdatesWaiting } from './updates-waiting.service.js';

/** Updates from the first word to the version the public reads. */
@Module({
  controllers: [PublicUpdatesController, UpdateDraftsController],
  imports: [AccessModule, CampaignsModule, ClaimsModule, DraftsModule, LinkChecksModule],
  providers: [
    StaffUpdates,
    UpdateDrafts,
    UpdateGate,
    UpdatePreviews,
    UpdateResults,
    UpdatePublishing,
    UpdateSchedule,
    UpdateViews,
    UpdatesJobs,
    UpdatesWaiting,
  ],
  exports: [
    UpdateResults,
    UpdatePreviews,
    StaffUpdates,
    UpdateDrafts,
    UpdatePublishing,
    UpdateSchedule,
    UpdateViews,
    UpdatesWaiting,
  ],
})
export class UpdatesWritingModule {}
