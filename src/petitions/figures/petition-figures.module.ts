import { Module } from '@nestjs/common';
import { PetitionsModule } from '../petitions.module.js';
import { HoursService } from './hours.service.js';
import { LiveFigures } from './live-figures.service.js';
import { PetitionFigures } from './petition-figures.service.js';

/** A petition's numbers in a period, and those of today as they come in. */
@Module({
  imports: [PetitionsModule],
  providers: [HoursService, LiveFigures, PetitionFigures],
  exports: [HoursService, LiveFigures, PetitionFigures],
})
export class PetitionFiguresModule {}
