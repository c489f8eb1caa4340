import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { CampaignFilesModule } from '../campaign-files/campaign-files.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ThemeModule } from '../campaigns/theme/theme.module.js';
import { PicturesModule } from '../campaigns/pictures/pictures.module.js';
import { DemandsModule } from '../campaigns/demands/demands.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { ContactsModule } from '../petitions/contacts/contacts.module.js';
import { PreviewsModule } from '../petitions/previews/previews.module.js';
import { NotesModule } from '../petitions/notes/notes.module.js';
import { SuccessorsModule } from '../petitions/successors/successors.module.js';
import { SuccessorsController } from './successors.controller.js';
import { VersionsModule } from '../petitions/versions/versions.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { SupporterLettersModule } from '../supporter-letters/supporter-letters.module.js';
import { TransparencyModule } from '../transparency/transparency.module.js';
import { SendingModule } from '../letters/sending/sending.module.js';
import { AnswersModule } from '../replies/answers/answers.module.js';
import { UpdatesSendingModule } from '../updates/sending/sending.module.js';
import { UpdatesWritingModule } from '../updates/writing/updates-writing.module.js';
import { NoticeModule } from '../privacy/notice/notice.module.js';
import { PrivacyModule } from '../privacy/privacy.module.js';
import { ApiDocsController } from './api-docs.controller.js';
import { AssetsController } from './assets.controller.js';
import { CampaignPagesController } from './campaigns.controller.js';
import { SiteCampaigns } from './site-campaigns.service.js';
import { CardsController } from './cards.controller.js';
import { CardsService } from './cards.service.js';
import { DemandPagesController } from './demands.controller.js';
import { CountLogPagesController } from './count-log.controller.js';
import { EmbedController } from './embed.controller.js';
import { EmbeddedForms } from './embedded-form.service.js';
import { FactsPages } from './facts-pages.service.js';
import { FactsController } from './facts.controller.js';
import { FeedsController } from './feeds.controller.js';
import { LegalController } from './legal.controller.js';
import { VerifyLettersController } from './letters.controller.js';
import { LinksController } from './links.controller.js';
import { StopUpdatesController } from './stop-updates.controller.js';
import { UpdatesFeedbackModule } from '../updates/feedback/feedback.module.js';
import { MyDataController } from './my-data.controller.js';
import { OwnReceiptsController } from './own-receipts.controller.js';
import { PagesService } from './pages.service.js';
import { PicturesController } from './pictures.controller.js';
import { PreviewPages } from './preview-pages.service.js';
import { PreviewsController, StaffPreviewsController } from './previews.controller.js';
import { PublicPages } from './public-pages.service.js';
import { SiteController } from './site.controller.js';
import { ThemesController } from './themes.controller.js';
import { UpdatePagesController } from './updates.controller.js';
import { UpdatePreviewsController } from './update-previews.controller.js';
import { VersionsController } from './versions.controller.js';
import { WriteLettersController } from './write-letters.controller.js';

@Module({
  imports: [
    UpdatesFeedbackModule,
    AccessModule,
    TreatiesModule,
    ClaimsModule,
    CampaignFilesModule,
    CampaignsModule,
    DemandsModule,
    PicturesModule,
    ThemeModule,
    SupportersModule,
    ContactsModule,
    PetitionsModule,
    VersionsModule,
    NotesModule,
    PreviewsModule,
    SuccessorsModule,
    SupporterLettersModule,
    TransparencyModule,
    SendingModule,
    AnswersModule,
    PrivacyModule,
    NoticeModule,
    UpdatesSendingModule,
    UpdatesWritingModule,
  ],
  controllers: [
    SiteController,
    CampaignPagesController,
    LinksController,
    StopUpdatesController,
    AssetsController,
    ApiDocsController,
    EmbedController,
    FactsController,
    FeedsController,
    CardsController,
    DemandPagesController,
    MyDataController,
    OwnReceiptsController,
    PicturesController,
    ThemesController,
    StaffPreviewsController,
    PreviewsController,
    VerifyLettersController,
    WriteLettersController,
    LegalController,
    VersionsController,
    CountLogPagesController,
    SuccessorsController,
    UpdatePagesController,
    UpdatePreviewsController,
  ],
  providers: [PreviewPages, CardsService, EmbeddedForms, FactsPages, PagesService, PublicPages, SiteCampaigns],
})
export class SiteModule {}
