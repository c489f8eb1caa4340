import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { DraftsModule } from '../../petitions/drafts/drafts.module.js';
import { LinkChecksModule } from '../../petitions/links/links.module.js';
import { StaffUpdates } from './staff-updates.service.js';
import { UpdateDrafts } from './update-drafts.service.js';
import { UpdateGate } from './update-gate.service.js';
import { UpdatePublishing } from './update-publishing.service.js';
import { UpdateSchedule } from './update-schedule.service.js';
import { UpdateViews } from './update-views.service.js';
import { UpdatesJobs } from './updates.jobs.js';
import { UpdatesWaiting } from './updates-waiting.service.js';

/** Updates from the first word to the version the public reads. */
@Module({
  imports: [AccessModule, ClaimsModule, DraftsModule, LinkChecksModule],
  providers: [
    StaffUpdates,
    UpdateDrafts,
    UpdateGate,
    UpdatePublishing,
    UpdateSchedule,
    UpdateViews,
    UpdatesJobs,
    UpdatesWaiting,
  ],
  exports: [StaffUpdates, UpdateDrafts, UpdatePublishing, UpdateSchedule, UpdateViews, UpdatesWaiting],
})
export class UpdatesWritingModule {}
