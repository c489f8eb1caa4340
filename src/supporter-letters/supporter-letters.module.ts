import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { DigestsService } from './digests.service.js';
import { LetterConfirmations } from './letter-confirmations.service.js';
import { ModerationService } from './moderation.service.js';
import { OwnLettersService } from './own-letters.service.js';
import { PersonalLetterMails } from './personal-letter-mails.service.js';
import { PersonalLettersController } from './personal-letters.controller.js';
import { PersonalLettersService } from './personal-letters.service.js';

/** Supporter letters: received, moderated and enclosed with a letter of the campaign. */
@Module({
  imports: [AccessModule, TreatiesModule, CampaignsModule, SupportersModule, PetitionsModule],
  controllers: [PersonalLettersController],
  providers: [
    DigestsService,
    LetterConfirmations,
    ModerationService,
    OwnLettersService,
    PersonalLetterMails,
    PersonalLettersService,
  ],
  exports: [DigestsService, LetterConfirmations, ModerationService, OwnLettersService, PersonalLettersService],
})
export class SupporterLettersModule {}
