import { Global, Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ActorNames } from './actor-names.js';
import { FiltersController } from './filters.controller.js';
import { Lists } from './lists.service.js';
import { WaitingCounts } from './waiting-counts.js';

/** Global, because every controller of staff pages needs the numbers of the menu. */
@Global()
@Module({
  imports: [AccessModule],
  controllers: [FiltersController],
  providers: [ActorNames, Lists, WaitingCounts],
  exports: [ActorNames, Lists, WaitingCounts],
})
export class AdminFrameModule {}
