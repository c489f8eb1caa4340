import { Module } from '@nestjs/common';
import { DraftsModule } from '../../petitions/drafts/drafts.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { PetitionTextController } from './petition-text.controller.js';

/** Staff pages: writing a petition. */
@Module({ imports: [PetitionsModule, DraftsModule], controllers: [PetitionTextController] })
export class AdminPetitionsModule {}
