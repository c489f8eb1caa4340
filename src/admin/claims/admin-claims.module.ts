import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { CampaignAccessModule } from '../../campaign-access/campaign-access.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { VisibleUses } from './visible-uses.js';
import { StaffClaimsController } from './claims.controller.js';

@Module({
  imports: [AccessModule, ClaimsModule, CampaignAccessModule, AdminFrameModule],
  controllers: [StaffClaimsController],
  providers: [VisibleUses],
})
export class AdminClaimsModule {}
