import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { DemandsModule } from '../../campaigns/demands/demands.module.js';
import { MinistriesModule } from '../../ministries/ministries.module.js';
import { SupporterLettersModule } from '../../supporter-letters/supporter-letters.module.js';
import { WritingModule } from '../writing/writing.module.js';
import { Bounces } from './bounces.service.js';
import { DemandLetters } from './demand-letters.service.js';
import { DispatchUpkeep } from './dispatch-upkeep.service.js';
import { Enclosures } from './enclosures.service.js';
import { LetterFigures } from './letter-figures.js';
import { LetterFilesService } from './letter-files.service.js';
import { LetterHolds } from './letter-holds.service.js';
import { LettersDispatcher } from './letters-dispatcher.js';
import { LettersService } from './letters.service.js';
import { MailingsWaiting } from './mailings-waiting.service.js';
import { MailProvidersService } from './mail-providers.service.js';
import { PrintQueueService } from './print-queue.service.js';
import { ReplyAddresses } from './reply-addresses.js';
import { RunPlanService } from './run-plan.service.js';
import { RunsService } from './runs.service.js';
import { SendGate } from './send-gate.service.js';
import { WaitingMails } from './waiting-mails.service.js';

/** Which letter is sent when, by which channel, and with what outcome. */
@Module({
  imports: [
    AccessModule,
    TreatiesModule,
    ClaimsModule,
    CampaignsModule,
    DemandsModule,
    MinistriesModule,
    SupporterLettersModule,
    WritingModule,
  ],
  providers: [
    Bounces,
    DemandLetters,
    Enclosures,
    LetterFigures,
    LetterFilesService,
    LetterHolds,
    DispatchUpkeep,
    LettersDispatcher,
    LettersService,
    MailingsWaiting,
    MailProvidersService,
    PrintQueueService,
    ReplyAddresses,
    RunPlanService,
    RunsService,
    SendGate,
    WaitingMails,
  ],
  exports: [
    Bounces,
    DemandLetters,
    Enclosures,
    LettersDispatcher,
    LettersService,
    MailingsWaiting,
    PrintQueueService,
    ReplyAddresses,
    RunsService,
  ],
})
export class SendingModule {}
