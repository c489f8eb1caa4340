import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { ContactsService } from './contacts/contacts.service.js';
import { NewslettersService } from './contacts/newsletters.service.js';
import { BreakdownsService } from '../lists/breakdowns.service.js';
import { SupporterChangesController } from '../lists/changes/changes.controller.js';
import { SupporterChangesService } from '../lists/changes/changes.service.js';
import { ConfirmationsService } from './confirmations.service.js';
import { ExportDownloadService } from '../lists/export-download.service.js';
import { ExportFilesService } from '../lists/export-files.service.js';
import { ExportRuns } from '../lists/export-runs.js';
import { ExportLogService } from '../lists/export-log.service.js';
import { ExportService } from '../lists/export.service.js';
import { ImportFaults } from '../imports/import-faults.service.js';
import { ImportRuns } from '../imports/import-runs.js';
import { ImportUploads } from '../imports/import-uploads.service.js';
import { ImportsService } from '../imports/imports.service.js';
import { LinksService } from './links.service.js';
import { OwnDataMails } from '../privacy/own-data-mails.service.js';
import { PetitionOrigins } from './petition-origins.service.js';
import { OwnDataParts } from './own-data-parts.service.js';
import { OwnDataService } from '../privacy/own-data.service.js';
import { MailAllowance } from '../supporters/mail-allowance.js';
import { FraudDeskService } from './fraud-desk.service.js';
import { DataRequestsService } from '../privacy/data-requests.service.js';
import { SuppressionDesk } from './suppression-desk.service.js';
import { IntegrityService } from './integrity.service.js';
import { RetentionService } from '../privacy/retention.service.js';
import { SignerMails } from './mails/signer-mails.service.js';
import { PetitionsController } from './petitions.controller.js';
import { FoldingWakeUp, PetitionsJobs } from './petitions.jobs.js';
import { PetitionsInPlan } from './petitions.plan.js';
import { PetitionsReference } from './petitions.reference.js';
import { PetitionsService } from './petitions.service.js';
import { ProofOfWork } from '../supporters/proof-of-work.service.js';
import { SignupGuard } from '../supporters/signup-guard.service.js';
import { SignupsService } from './signups.service.js';
import { SupporterExportController } from '../lists/supporter-export.controller.js';
import { SupporterListService } from '../lists/supporter-list.service.js';

@Module({
  imports: [AccessModule, ClaimsModule, CampaignsModule, SupportersModule],
  controllers: [PetitionsController, SupporterExportController, SupporterChangesController],
  providers: [
    PetitionsService,
    PetitionOrigins,
    PetitionsReference,
    PetitionsJobs,
    PetitionsInPlan,
    FoldingWakeUp,
    SignupsService,
    SignupGuard,
    ProofOfWork,
    MailAllowance,
    ConfirmationsService,
    LinksService,
    SignerMails,
    OwnDataService,
    OwnDataParts,
    OwnDataMails,
    RetentionService,
    FraudDeskService,
    IntegrityService,
    BreakdownsService,
    DataRequestsService,
    SuppressionDesk,
    SupporterListService,
    SupporterChangesService,
    ExportRuns,
    ExportService,
    ExportFilesService,
    ExportDownloadService,
    ExportLogService,
    ImportsService,
    ImportUploads,
    ImportFaults,
    ImportRuns,
    ContactsService,
    NewslettersService,
  ],
  exports: [
    PetitionsService,
    PetitionOrigins,
    PetitionsReference,
    PetitionsJobs,
    SignupsService,
    SignupGuard,
    ConfirmationsService,
    OwnDataService,
    OwnDataParts,
    RetentionService,
    FraudDeskService,
    IntegrityService,
    BreakdownsService,
    DataRequestsService,
    SuppressionDesk,
    ProofOfWork,
    SupporterListService,
    ExportService,
    ExportFilesService,
    ExportDownloadService,
    ExportLogService,
    ImportsService,
    ImportUploads,
    ImportFaults,
    ImportRuns,
    ContactsService,
    NewslettersService,
  ],
})
export class PetitionsModule {}
