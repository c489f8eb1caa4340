import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { DemandsModule } from '../../campaigns/demands/demands.module.js';
import { CorrectionsModule } from '../../letters/corrections/corrections.module.js';
import { SendingModule } from '../../letters/sending/sending.module.js';
import { WritingModule } from '../../letters/writing/writing.module.js';
import { InboxModule } from '../../replies/inbox/inbox.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { CorrectionsController } from './corrections.controller.js';
import { LettersController } from './letters.controller.js';
import { PrintQueueController } from './print-queue.controller.js';
import { RunsController } from './runs.controller.js';
import { TemplatesController } from './templates.controller.js';

@Module({
  imports: [
    AccessModule,
    CampaignsModule,
    DemandsModule,
    CorrectionsModule,
    SendingModule,
    WritingModule,
    InboxModule,
    AdminFrameModule,
  ],
  controllers: [CorrectionsController, LettersController, PrintQueueController, RunsController, TemplatesController],
})
export class AdminLettersModule {}
