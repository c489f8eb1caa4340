import { Module } from '@nestjs/common';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { DemandsModule } from '../../campaigns/demands/demands.module.js';
import { PicturesModule } from '../../campaigns/pictures/pictures.module.js';
import { NotesModule } from '../../petitions/notes/notes.module.js';
import { PetitionSettingsModule } from '../../petitions/settings/settings.module.js';
import { PreviewsModule } from '../../petitions/previews/previews.module.js';
import { SuccessorsModule } from '../../petitions/successors/successors.module.js';
import { TransparencyModule } from '../../transparency/transparency.module.js';
import { PetitionDrawsController } from './petition-draws.controller.js';
import { PetitionNotesController } from './petition-notes.controller.js';
import { PetitionSettingsController } from './petition-settings.controller.js';
import { PetitionsController } from './petitions.controller.js';
import { DraftsModule } from '../../petitions/drafts/drafts.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { PetitionPreviewsController } from './petition-previews.controller.js';
import { PetitionReviewController } from './petition-review.controller.js';
import { PetitionTextController } from './petition-text.controller.js';

/** Staff pages: petitions from their beginning to their end. */
@Module({
  imports: [
    AdminFrameModule,
    CampaignsModule,
    ClaimsModule,
    DemandsModule,
    PicturesModule,
    PetitionsModule,
    DraftsModule,
    PetitionSettingsModule,
    NotesModule,
    PreviewsModule,
    SuccessorsModule,
    TransparencyModule,
  ],
  controllers: [
    PetitionsController,
    PetitionSettingsController,
    PetitionNotesController,
    PetitionTextController,
    PetitionReviewController,
    PetitionPreviewsController,
    PetitionDrawsController,
  ],
})
export class AdminPetitionsModule {}
