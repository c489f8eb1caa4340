import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { DemandsModule } from '../../campaigns/demands/demands.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { SendingModule } from '../../letters/sending/sending.module.js';
import { ListsModule } from '../../lists/lists.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { UpdatesWritingModule } from '../../updates/writing/updates-writing.module.js';
import { SearchController } from './search.controller.js';
import { SearchService } from './search.service.js';

/** Staff pages: one search over everything a role may see. */
@Module({
  imports: [
    AccessModule,
    CampaignsModule,
    ClaimsModule,
    DemandsModule,
    ListsModule,
    PetitionsModule,
    SendingModule,
    TreatiesModule,
    UpdatesWritingModule,
  ],
  controllers: [SearchController],
  providers: [SearchService],
})
export class AdminSearchModule {}
