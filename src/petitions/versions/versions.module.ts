import { Module } from '@nestjs/common';
import { PetitionVersions } from './petition-versions.service.js';

/** What petitions said and say, word for word. */
@Module({ providers: [PetitionVersions], exports: [PetitionVersions] })
export class VersionsModule {}
