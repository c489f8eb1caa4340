import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { AnswersModule } from '../../replies/answers/answers.module.js';
import { InboxModule } from '../../replies/inbox/inbox.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { AnswersController } from './answers.controller.js';
import { FollowUpsController } from './follow-ups.controller.js';
import { LetterFiguresController } from './letter-figures.controller.js';
import { InboxController } from './inbox.controller.js';

@Module({
  imports: [AccessModule, TreatiesModule, CampaignsModule, AnswersModule, InboxModule, AdminFrameModule],
  controllers: [AnswersController, FollowUpsController, InboxController, LetterFiguresController],
})
export class AdminRepliesModule {}
