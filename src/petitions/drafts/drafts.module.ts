import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { PetitionsModule } from '../petitions.module.js';
import { PetitionSettingsModule } from '../settings/settings.module.js';
import { VersionsModule } from '../versions/versions.module.js';
import { PetitionDrafts } from './petition-drafts.service.js';

/** Changes of a petition's texts, until they are published. */
@Module({
  imports: [AccessModule, ClaimsModule, PetitionsModule, VersionsModule, PetitionSettingsModule],
  providers: [PetitionDrafts],
  exports: [PetitionDrafts],
})
export class DraftsModule {}
