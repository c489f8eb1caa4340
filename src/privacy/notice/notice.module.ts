import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { PrivacyNotices } from './privacy-notices.service.js';

/** The privacy notice: written from what the program does, every version kept. */
@Module({
  imports: [CampaignsModule, PetitionsModule],
  providers: [PrivacyNotices],
  exports: [PrivacyNotices],
})
export class NoticeModule {}
