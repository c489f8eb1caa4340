import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { CampaignsController } from './campaigns.controller.js';

/** Staff pages: campaigns as such. */
@Module({ imports: [AccessModule, CampaignsModule], controllers: [CampaignsController] })
export class AdminCampaignsModule {}
