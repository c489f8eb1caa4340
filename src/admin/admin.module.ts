import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { LettersModule } from '../letters/letters.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { AccountController } from './account/account.controller.js';
import { AccountView } from './account/account-view.js';
import { ActorNames } from './frame/actor-names.js';
import { CalendarDeskController } from './plan/calendar.controller.js';
import { ClaimsDeskController } from './claims/claims.controller.js';
import { CorrectionsController } from './letters/corrections.controller.js';
import { ConfirmIdentityController } from './account/confirm-identity.controller.js';
import { Dashboard } from './overview/dashboard.js';
import { DoorController } from './account/door.controller.js';
import { EmbedDeskController } from './supporters/embed.controller.js';
import { LedgerEntryController } from './ledger/ledger-entry.controller.js';
import { ExportOrdersController } from './lists/export-orders.controller.js';
import { ExportsController } from './lists/exports.controller.js';
import { DataRequestsController } from './supporters/data-requests.controller.js';
import { SuppressionsController } from './supporters/suppressions.controller.js';
import { FiguresController } from './overview/figures.controller.js';
import { FraudController } from './supporters/fraud.controller.js';
import { ImportForm } from './imports/import-form.js';
import { ImportsController } from './imports/imports.controller.js';
import { LedgerDeskController } from './ledger/ledger.controller.js';
import { MilestonesDeskController } from './plan/milestones.controller.js';
import { InboxController } from './replies/inbox.controller.js';
import { AnswersController } from './replies/answers.controller.js';
import { FollowUpsController } from './replies/follow-ups.controller.js';
import { LettersController } from './letters/letters.controller.js';
import { PrintQueueController } from './letters/print-queue.controller.js';
import { RunsController } from './letters/runs.controller.js';
import { TemplatesController } from './letters/templates.controller.js';
import { MinistriesController } from './ministries/ministries.controller.js';
import { MinistryChannelsController } from './ministries/ministry-channels.controller.js';
import { MinistryDesk } from './ministries/ministry-desk.js';
import { MinistryHoldersController } from './ministries/ministry-holders.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { PasskeysController } from './account/passkeys.controller.js';
import { PlanDeskController } from './plan/plan.controller.js';
import { RecordsController } from './staff/records.controller.js';
import { SecondFactorsController } from './account/second-factors.controller.js';
import { SignInController } from './account/sign-in.controller.js';
import { StaffChangesController } from './staff/staff-changes.controller.js';
import { StaffController } from './staff/staff.controller.js';
import { SupporterLettersController } from './supporter-letters/supporter-letters.controller.js';
import { SupportersController } from './supporters/supporters.controller.js';
import { TextsDeskController } from './texts/texts.controller.js';
import { TokensController } from './staff/tokens.controller.js';
import { WebhookController } from './webhooks/webhook.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

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
