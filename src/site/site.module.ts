import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { ApiDocsController } from './api-docs.controller.js';
import { AssetsController } from './assets.controller.js';
import { CardsController } from './cards.controller.js';
import { CardsService } from './cards.service.js';
import { EmbedController } from './embed.controller.js';
import { EmbeddedForms } from './embedded-form.service.js';
import { FactsController } from './facts.controller.js';
import { FactsPages } from './facts-pages.service.js';
import { FeedsController } from './feeds.controller.js';
import { LettersModule } from '../letters/letters.module.js';
import { VerifyLettersController } from './letters.controller.js';
import { LinksController } from './links.controller.js';
import { MyDataController } from './my-data.controller.js';
import { PagesService } from './pages.service.js';
import { PublicPages } from './public-pages.service.js';
import { WriteLettersController } from './write-letters.controller.js';
import { SiteController } from './site.controller.js';

@Module({
  imports: [TreatiesModule, ClaimsModule, CampaignsModule, PetitionsModule, SupportersModule, LettersModule],
  controllers: [
    SiteController,
    LinksController,
    AssetsController,
    ApiDocsController,
    EmbedController,
    FactsController,
    FeedsController,
    CardsController,
    MyDataController,
    VerifyLettersController,
    WriteLettersController,
  ],
  providers: [PagesService, FactsPages, PublicPages, CardsService, EmbeddedForms],
})
export class SiteModule {}
