import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { PicturesModule } from '../../campaigns/pictures/pictures.module.js';
import { PetitionsModule } from '../petitions.module.js';
import { PetitionSettingsModule } from '../settings/settings.module.js';
import { VersionsModule } from '../versions/versions.module.js';
import { DraftPictures } from './draft-pictures.service.js';
import { PetitionDrafts } from './petition-drafts.service.js';

/** Changes of a petition's texts, until they are published. */
@Module({
  imports: [AccessModule, PicturesModule, ClaimsModule, PetitionsModule, VersionsModule, PetitionSettingsModule],
  providers: [PetitionDrafts, DraftPictures],
  exports: [PetitionDrafts],
})
export class DraftsModule {}
