import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { PicturesModule } from '../../campaigns/pictures/pictures.module.js';
import { ThemeModule } from '../../campaigns/theme/theme.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { SupportersModule } from '../../supporters/supporters.module.js';
import { LinkChecksModule } from '../links/links.module.js';
import { PetitionsModule } from '../petitions.module.js';
import { PetitionSettingsModule } from '../settings/settings.module.js';
import { VersionsModule } from '../versions/versions.module.js';
import { DraftComments } from './draft-comments.service.js';
import { DraftGate } from './draft-gate.service.js';
import { DraftPictures } from './draft-pictures.service.js';
import { DraftPublishing } from './draft-publishing.service.js';
import { DraftSchedule } from './draft-schedule.service.js';
import { DraftsWaiting } from './drafts-waiting.service.js';
import { DraftSecondPerson } from './draft-second-person.service.js';
import { PetitionDraftsController } from './drafts.controller.js';
import { DraftsJobs } from './drafts.jobs.js';
import { PetitionDrafts } from './petition-drafts.service.js';
import { TextGate } from './text-gate.service.js';

/** Changes of a petition's texts, until they are published. */
@Module({
  imports: [
    AccessModule,
    CampaignsModule,
    ClaimsModule,
    LinkChecksModule,
    PetitionsModule,
    PetitionSettingsModule,
    PicturesModule,
    ThemeModule,
    SupportersModule,
    VersionsModule,
  ],
  controllers: [PetitionDraftsController],
  providers: [
    DraftComments,
    DraftGate,
    DraftPictures,
    DraftPublishing,
    DraftsJobs,
    DraftsWaiting,
    DraftSchedule,
    DraftSecondPerson,
    PetitionDrafts,
    TextGate,
  ],
  exports: [
    DraftComments,
    DraftPictures,
    DraftPublishing,
    DraftSchedule,
    DraftSecondPerson,
    DraftsWaiting,
    PetitionDrafts,
    TextGate,
  ],
})
export class DraftsModule {}
