import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { NoticeModule } from '../../privacy/notice/notice.module.js';
import { SettingsController } from './settings.controller.js';

/** Staff pages: who stands behind the campaign. */
@Module({ imports: [CampaignsModule, NoticeModule], controllers: [SettingsController] })
export class AdminSettingsModule {}
