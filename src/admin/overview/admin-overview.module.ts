import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { ListsModule } from '../../lists/lists.module.js';
import { MinistriesModule } from '../../ministries/ministries.module.js';
import { AdminWaitingModule } from '../waiting/admin-waiting.module.js';
import { Dashboard } from './dashboard.js';
import { FirstDay } from './first-day.js';
import { OverviewController } from './overview.controller.js';

@Module({
  imports: [
    AccessModule,
    AdminWaitingModule,
    TreatiesModule,
    CampaignsModule,
    MinistriesModule,
    PetitionsModule,
    ListsModule,
  ],
  controllers: [OverviewController],
  providers: [Dashboard, FirstDay],
})
export class AdminOverviewModule {}
