import { Global, Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ActorNames } from './actor-names.js';
import { WaitingCounts } from './waiting-counts.js';

/** Global, because every controller of staff pages needs the numbers of the menu. */
@Global()
@Module({
  imports: [AccessModule],
  providers: [ActorNames, WaitingCounts],
  exports: [ActorNames, WaitingCounts],
})
export class AdminFrameModule {}
