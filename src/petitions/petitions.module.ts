import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { ConfirmationsService } from './confirmations.service.js';
import { FoldingWakeUp } from './folding-wake-up.service.js';
import { FraudRulesService } from './fraud-rules.service.js';
import { FraudWaiting } from './fraud-waiting.service.js';
import { IntegrityService } from './integrity.service.js';
import { LinksService } from './links.service.js';
import { OwnDataLinks } from './own-data-links.service.js';
import { PetitionCounts } from './petition-counts.service.js';
import { PetitionOrigins } from './petition-origins.service.js';
import { PetitionsController } from './petitions.controller.js';
import { PetitionsJobs } from './petitions.jobs.js';
import { PetitionsInPlan } from './petitions.plan.js';
import { PetitionsService } from './petitions.service.js';
import { VersionsModule } from './versions/versions.module.js';
import { SignupsService } from './signups.service.js';

/** What a petition is and says, who signs it, and how many do. */
@Module({
  imports: [AccessModule, ClaimsModule, CampaignsModule, SupportersModule, VersionsModule],
  controllers: [PetitionsController],
  providers: [
    ConfirmationsService,
    FoldingWakeUp,
    FraudRulesService,
    FraudWaiting,
    IntegrityService,
    LinksService,
    OwnDataLinks,
    PetitionCounts,
    PetitionOrigins,
    PetitionsJobs,
    PetitionsInPlan,
    PetitionsService,
    SignupsService,
  ],
  exports: [
    ConfirmationsService,
    FoldingWakeUp,
    FraudRulesService,
    FraudWaiting,
    IntegrityService,
    LinksService,
    OwnDataLinks,
    PetitionCounts,
    PetitionOrigins,
    PetitionsService,
    SignupsService,
  ],
})
export class PetitionsModule {}
