import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { PicturesModule } from '../../campaigns/pictures/pictures.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { PetitionSettingsModule } from '../../petitions/settings/settings.module.js';
import { AudienceModule } from '../../updates/audience/audience.module.js';
import { UpdatesSendingModule } from '../../updates/sending/sending.module.js';
import { UpdatesWritingModule } from '../../updates/writing/updates-writing.module.js';
import { ExclusionUpload } from './exclusion-upload.js';
import { UpdateMailController } from './update-mail.controller.js';
import { UpdateMailPages } from './update-mail-pages.service.js';
import { UpdatePreviewsPageController } from './update-previews.controller.js';
import { UpdateReviewController } from './update-review.controller.js';
import { UpdateTextController } from './update-text.controller.js';
import { UpdatesController } from './updates.controller.js';

/** Staff pages: updates to supporters. */
@Module({
  imports: [
    AccessModule,
    AdminFrameModule,
    ClaimsModule,
    PetitionsModule,
    PetitionSettingsModule,
    PicturesModule,
    AudienceModule,
    UpdatesSendingModule,
    UpdatesWritingModule,
  ],
  providers: [ExclusionUpload, UpdateMailPages],
  controllers: [
    UpdatesController,
    UpdateTextController,
    UpdateReviewController,
    UpdatePreviewsPageController,
    UpdateMailController,
  ],
})
export class AdminUpdatesModule {}
