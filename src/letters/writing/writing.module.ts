import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { TreatiesModule } from '../../treaties/treaties.module.js';
import { ClaimsModule } from '../../claims/claims.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { TransparencyModule } from '../../transparency/transparency.module.js';
import { VersionsModule } from '../../petitions/versions/versions.module.js';
import { MinistriesModule } from '../../ministries/ministries.module.js';
import { CorrectionTextsService } from './correction-texts.service.js';
import { LetterCountsService } from './letter-counts.service.js';
import { LetterTextsService } from './letter-texts.service.js';
import { TemplateParts } from './template-part.service.js';
import { TemplatePreviewsService } from './template-previews.service.js';
import { TemplatesService } from './templates.service.js';
import { TemplatesWaiting } from './templates-waiting.service.js';

/** What a letter says. */
@Module({
  imports: [
    AccessModule,
    TreatiesModule,
    ClaimsModule,
    CampaignsModule,
    PetitionsModule,
    VersionsModule,
    TransparencyModule,
    MinistriesModule,
  ],
  providers: [
    CorrectionTextsService,
    LetterCountsService,
    LetterTextsService,
    TemplateParts,
    TemplatePreviewsService,
    TemplatesService,
    TemplatesWaiting,
  ],
  exports: [
    CorrectionTextsService,
    LetterCountsService,
    LetterTextsService,
    TemplateParts,
    TemplatePreviewsService,
    TemplatesService,
    TemplatesWaiting,
  ],
})
export class WritingModule {}
