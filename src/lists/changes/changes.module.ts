import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { SupporterChangesController } from './changes.controller.js';
import { SupporterChangesService } from './changes.service.js';

/** For newsletter tools: people who consent to a purpose, and what changed. */
@Module({
  imports: [AccessModule, PetitionsModule],
  controllers: [SupporterChangesController],
  providers: [SupporterChangesService],
})
export class ChangesModule {}
