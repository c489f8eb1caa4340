import { Module } from '@nestjs/common';
import { ClaimsModule } from '../../claims/claims.module.js';
import { VersionsModule } from '../versions/versions.module.js';
import { PetitionParts } from './petition-part.service.js';
import { PetitionRenewal } from './petition-renewal.service.js';

/** Petitions for the file of their campaign. */
@Module({
  imports: [ClaimsModule, VersionsModule],
  providers: [PetitionParts, PetitionRenewal],
  exports: [PetitionParts, PetitionRenewal],
})
export class PetitionPartsModule {}
