import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { DemandsModule } from '../../campaigns/demands/demands.module.js';
import { StaffTextsController } from './texts.controller.js';

@Module({
  imports: [AccessModule, ClaimsModule, CampaignsModule, DemandsModule],
  controllers: [StaffTextsController],
})
export class AdminTextsModule {}
