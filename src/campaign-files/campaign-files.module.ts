import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { DemandsModule } from '../campaigns/demands/demands.module.js';
import { ThemeModule } from '../campaigns/theme/theme.module.js';
import { PicturesModule } from '../campaigns/pictures/pictures.module.js';
import { WritingModule } from '../letters/writing/writing.module.js';
import { PetitionPartsModule } from '../petitions/parts/petition-parts.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { FirstCampaign } from './first-campaign.service.js';
import { CampaignFiles } from './campaign-files.service.js';
import { ShippedCampaign } from './shipped-campaign.service.js';

/** Campaigns as files. */
@Module({
  imports: [
    AccessModule,
    CampaignsModule,
    DemandsModule,
    PicturesModule,
    ThemeModule,
    SupportersModule,
    PetitionPartsModule,
    PetitionsModule,
    WritingModule,
  ],
  providers: [CampaignFiles, FirstCampaign, ShippedCampaign],
  exports: [CampaignFiles, FirstCampaign, ShippedCampaign],
})
export class CampaignFilesModule {}
