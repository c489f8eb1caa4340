import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ActorNames } from './actor-names.js';

@Module({
  imports: [AccessModule],
  providers: [ActorNames],
  exports: [ActorNames],
})
export class AdminFrameModule {}
