import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { MinistriesModule } from '../../ministries/ministries.module.js';
import { SendingModule } from '../../letters/sending/sending.module.js';
import { InboxModule } from '../inbox/inbox.module.js';
import { LettersDemo } from './letters-demo.service.js';

/** The demonstration of a whole run: planned, sent, answered. */
@Module({
  imports: [CampaignsModule, MinistriesModule, SendingModule, InboxModule],
  providers: [LettersDemo],
})
export class RepliesDemoModule {}
