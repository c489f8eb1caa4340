import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ListsModule } from '../../lists/lists.module.js';
import { PetitionFiguresModule } from '../../petitions/figures/petition-figures.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { FiguresController } from './figures.controller.js';
import { FiguresDesk } from './figures-desk.js';
import { LiveController } from './live.controller.js';

@Module({
  imports: [AccessModule, ListsModule, PetitionFiguresModule, PetitionsModule],
  controllers: [FiguresController, LiveController],
  providers: [FiguresDesk],
})
export class AdminFiguresModule {}
