import { Module } from '@nestjs/common';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { AssetsController } from './assets.controller.js';
import { LinksController } from './links.controller.js';
import { PagesService } from './pages.service.js';
import { SiteController } from './site.controller.js';

@Module({
  imports: [PetitionsModule, SupportersModule],
  controllers: [SiteController, LinksController, AssetsController],
  providers: [PagesService],
})
export class SiteModule {}
