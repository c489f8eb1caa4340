import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { CampaignFilesModule } from '../../campaign-files/campaign-files.module.js';
import { NoticeModule } from '../../privacy/notice/notice.module.js';
import { CampaignFileForm } from './campaign-file-form.js';
import { CampaignImportsController } from './campaign-imports.controller.js';
import { CampaignsController } from './campaigns.controller.js';

/** Staff pages: campaigns as such. */
@Module({
  imports: [AccessModule, CampaignsModule, CampaignFilesModule, NoticeModule],
  controllers: [CampaignImportsController, CampaignsController],
  providers: [CampaignFileForm],
})
export class AdminCampaignsModule {}
