import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { PetitionsModule } from '../petitions.module.js';
import { VersionsModule } from '../versions/versions.module.js';
import { PetitionCreation } from './petition-creation.service.js';
import { PetitionPublication } from './petition-publication.service.js';
import { PetitionSettingsService } from './petition-settings.service.js';

/** How petitions begin, how they are run, and how they end. */
@Module({
  imports: [AccessModule, ClaimsModule, PetitionsModule, VersionsModule],
  providers: [PetitionCreation, PetitionPublication, PetitionSettingsService],
  exports: [PetitionCreation, PetitionPublication, PetitionSettingsService],
})
export class PetitionSettingsModule {}
