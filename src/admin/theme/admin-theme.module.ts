import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { PicturesModule } from '../../campaigns/pictures/pictures.module.js';
import { ThemeModule } from '../../campaigns/theme/theme.module.js';
import { AdminPicturesModule } from '../pictures/admin-pictures.module.js';
import { ThemeController } from './theme.controller.js';

/** Staff pages: colours and logo of a campaign. */
@Module({
  imports: [AdminPicturesModule, CampaignsModule, PicturesModule, ThemeModule],
  controllers: [ThemeController],
})
export class AdminThemeModule {}
