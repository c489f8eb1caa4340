import { Module } from '@nestjs/common';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { PicturesModule } from '../../campaigns/pictures/pictures.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { PetitionSettingsModule } from '../../petitions/settings/settings.module.js';
import { UpdatesWritingModule } from '../../updates/writing/updates-writing.module.js';
import { UpdateReviewController } from './update-review.controller.js';
import { UpdateTextController } from './update-text.controller.js';
import { UpdatesController } from './updates.controller.js';

/** Staff pages: updates to supporters. */
@Module({
  imports: [
    AdminFrameModule,
    ClaimsModule,
    PetitionsModule,
    PetitionSettingsModule,
    PicturesModule,
    UpdatesWritingModule,
  ],
  controllers: [UpdatesController, UpdateTextController, UpdateReviewController],
})
export class AdminUpdatesModule {}
