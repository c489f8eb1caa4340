import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { ListsModule } from '../../lists/lists.module.js';
import { Dashboard } from './dashboard.js';
import { FiguresController } from './figures.controller.js';
import { OverviewController } from './overview.controller.js';

@Module({
  imports: [AccessModule, TreatiesModule, ClaimsModule, CampaignsModule, PetitionsModule, ListsModule],
  controllers: [FiguresController, OverviewController],
  providers: [Dashboard],
})
export class AdminOverviewModule {}
