import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { DemandsModule } from '../../campaigns/demands/demands.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { ImportsModule } from '../../imports/imports.module.js';
import { SendingModule } from '../../letters/sending/sending.module.js';
import { WritingModule } from '../../letters/writing/writing.module.js';
import { ListsModule } from '../../lists/lists.module.js';
import { MinistriesModule } from '../../ministries/ministries.module.js';
import { DraftsModule } from '../../petitions/drafts/drafts.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { AnswersModule } from '../../replies/answers/answers.module.js';
import { InboxModule } from '../../replies/inbox/inbox.module.js';
import { SupporterLettersModule } from '../../supporter-letters/supporter-letters.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { UpdatesSendingModule } from '../../updates/sending/sending.module.js';
import { UpdatesWritingModule } from '../../updates/writing/updates-writing.module.js';
import { WaitingSources } from './waiting-sources.js';
import { WaitingService } from './waiting.service.js';

/** What waits for whom, over all modules: for the overview and the menu. */
@Module({
  imports: [
    AccessModule,
    AnswersModule,
    CampaignsModule,
    ClaimsModule,
    DemandsModule,
    DraftsModule,
    ImportsModule,
    InboxModule,
    ListsModule,
    MinistriesModule,
    PetitionsModule,
    SendingModule,
    SupporterLettersModule,
    TreatiesModule,
    UpdatesSendingModule,
    UpdatesWritingModule,
    WritingModule,
  ],
  providers: [WaitingSources, WaitingService],
  exports: [WaitingService],
})
export class AdminWaitingModule {}
