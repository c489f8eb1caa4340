import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { SendingModule } from '../../letters/sending/sending.module.js';
import { DemandsModule } from '../../campaigns/demands/demands.module.js';
import { AnswersService } from './answers.service.js';
import { DemandAnswers } from './demand-answers.service.js';
import { LetterFates } from './letter-fates.service.js';
import { PublishedLettersService } from './published-letters.service.js';
import { ScoreboardService } from './scoreboard.service.js';
import { SilenceService } from './silence.service.js';
import { StateTimelineService } from './state-timeline.service.js';

/** What the replies of States mean. */
@Module({
  imports: [AccessModule, TreatiesModule, DemandsModule, SendingModule],
  providers: [
    AnswersService,
    DemandAnswers,
    LetterFates,
    PublishedLettersService,
    ScoreboardService,
    SilenceService,
    StateTimelineService,
  ],
  exports: [
    AnswersService,
    LetterFates,
    PublishedLettersService,
    ScoreboardService,
    SilenceService,
    StateTimelineService,
  ],
})
export class AnswersModule {}
