import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { ContactsModule } from '../petitions/contacts/contacts.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { VersionsModule } from '../petitions/versions/versions.module.js';
import { ListsModule } from '../lists/lists.module.js';
import { SupporterLettersModule } from '../supporter-letters/supporter-letters.module.js';
import { UpdatesFeedbackModule } from '../updates/feedback/feedback.module.js';
import { DataRequestsService } from './data-requests.service.js';
import { OwnDataMails } from './own-data-mails.service.js';
import { OwnDataService } from './own-data.service.js';
import { RetentionService } from './retention.service.js';
import { SignatureCorrections } from './signature-corrections.service.js';
import { SuppressionLookup } from './suppression-lookup.service.js';

/** Personal data: shown, corrected, erased, and deleted after its retention period. The one module that may depend on all others. */
@Module({
  imports: [
    AccessModule,
    CampaignsModule,
    SupportersModule,
    ContactsModule,
    PetitionsModule,
    VersionsModule,
    ListsModule,
    SupporterLettersModule,
    UpdatesFeedbackModule,
  ],
  providers: [
    DataRequestsService,
    OwnDataMails,
    OwnDataService,
    RetentionService,
    SignatureCorrections,
    SuppressionLookup,
  ],
  exports: [DataRequestsService, OwnDataService, SignatureCorrections, SuppressionLookup],
})
export class PrivacyModule {}
