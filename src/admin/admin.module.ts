import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { LettersModule } from '../letters/letters.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { AccountController } from './account.controller.js';
import { AccountView } from './account-view.js';
import { ActorNames } from './actor-names.js';
import { CalendarDeskController } from './calendar.controller.js';
import { ClaimsDeskController } from './claims.controller.js';
import { CorrectionsController } from './corrections.controller.js';
import { ConfirmIdentityController } from './confirm-identity.controller.js';
import { Dashboard } from './dashboard.js';
import { DoorController } from './door.controller.js';
import { EmbedDeskController } from './embed.controller.js';
import { LedgerEntryController } from './ledger-entry.controller.js';
import { ExportOrdersController } from './export-orders.controller.js';
import { ExportsController } from './exports.controller.js';
import { DataRequestsController } from './data-requests.controller.js';
import { SuppressionsController } from './suppressions.controller.js';
import { FiguresController } from './figures.controller.js';
import { FraudController } from './fraud.controller.js';
import { ImportForm } from './import-form.js';
import { ImportsController } from './imports.controller.js';
import { LedgerDeskController } from './ledger.controller.js';
import { MilestonesDeskController } from './milestones.controller.js';
import { InboxController } from './inbox.controller.js';
import { AnswersController } from './answers.controller.js';
import { FollowUpsController } from './follow-ups.controller.js';
import { LettersController } from './letters.controller.js';
import { PrintQueueController } from './print-queue.controller.js';
import { RunsController } from './runs.controller.js';
import { TemplatesController } from './templates.controller.js';
import { MinistriesController } from './ministries.controller.js';
import { MinistryChannelsController } from './ministry-channels.controller.js';
import { MinistryDesk } from './ministry-desk.js';
import { MinistryHoldersController } from './ministry-holders.controller.js';
import { OverviewController } from './overview.controller.js';
import { PasskeysController } from './passkeys.controller.js';
import { PlanDeskController } from './plan.controller.js';
import { RecordsController } from './records.controller.js';
import { SecondFactorsController } from './second-factors.controller.js';
import { SignInController } from './sign-in.controller.js';
import { StaffChangesController } from './staff-changes.controller.js';
import { StaffController } from './staff.controller.js';
import { SupporterLettersController } from './supporter-letters.controller.js';
import { SupportersController } from './supporters.controller.js';
import { TextsDeskController } from './texts.controller.js';
import { TokensController } from './tokens.controller.js';
import { WebhookController } from './webhook.controller.js';
import { WebhooksController } from './webhooks.controller.js';

/** The staff pages. No rule lives here: what may be done is decided by the services and guards. */
@Module({
  imports: [AccessModule, TreatiesModule, ClaimsModule, CampaignsModule, PetitionsModule, LettersModule, WebhooksModule],
  controllers: [
    SignInController,
    DoorController,
    AccountController,
    SecondFactorsController,
    PasskeysController,
    ConfirmIdentityController,
    OverviewController,
    PlanDeskController,
    MilestonesDeskController,
    LedgerEntryController,
    DataRequestsController,
    SuppressionsController,
    FiguresController,
    FraudController,
    ExportOrdersController,
    ExportsController,
    ImportsController,
    LedgerDeskController,
    ClaimsDeskController,
    InboxController,
    AnswersController,
    FollowUpsController,
    LettersController,
    PrintQueueController,
    RunsController,
    SupporterLettersController,
    CorrectionsController,
    TemplatesController,
    MinistriesController,
    MinistryChannelsController,
    MinistryHoldersController,
    TextsDeskController,
    CalendarDeskController,
    EmbedDeskController,
    RecordsController,
    StaffController,
    StaffChangesController,
    TokensController,
    WebhooksController,
    WebhookController,
    SupportersController,
  ],
  providers: [AccountView, ActorNames, Dashboard, ImportForm, MinistryDesk],
})
export class AdminModule {}
