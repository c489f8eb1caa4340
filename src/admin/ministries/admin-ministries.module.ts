import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { MinistriesModule } from '../../ministries/ministries.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { MinistriesController } from './ministries.controller.js';
import { MinistryChannelsController } from './ministry-channels.controller.js';
import { MinistryView } from './ministry-view.js';
import { MinistryHoldersController } from './ministry-holders.controller.js';

@Module({
  imports: [AccessModule, TreatiesModule, MinistriesModule, AdminFrameModule],
  controllers: [MinistriesController, MinistryChannelsController, MinistryHoldersController],
  providers: [MinistryView],
})
export class AdminMinistriesModule {}
