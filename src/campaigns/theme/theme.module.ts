import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../campaigns.module.js';
import { PicturesModule } from '../pictures/pictures.module.js';
import { ThemeParts } from './theme-part.service.js';
import { ThemeService } from './theme.service.js';

/** How the public pages of a campaign look. */
@Module({
  imports: [AccessModule, CampaignsModule, PicturesModule],
  providers: [ThemeParts, ThemeService],
  exports: [ThemeParts, ThemeService],
})
export class ThemeModule {}
