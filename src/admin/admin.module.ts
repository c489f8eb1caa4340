import { Module } from '@nestjs/common';
import { AdminAccountModule } from './account/admin-account.module.js';
import { AdminCampaignsModule } from './campaigns/admin-campaigns.module.js';
import { AdminClaimsModule } from './claims/admin-claims.module.js';
import { AdminDemandsModule } from './demands/admin-demands.module.js';
import { AdminFiguresModule } from './figures/admin-figures.module.js';
import { AdminFrameModule } from './frame/admin-frame.module.js';
import { AdminHelpModule } from './help/admin-help.module.js';
import { AdminImportsModule } from './imports/admin-imports.module.js';
import { AdminLedgerModule } from './ledger/admin-ledger.module.js';
import { AdminLettersModule } from './letters/admin-letters.module.js';
import { AdminListsModule } from './lists/admin-lists.module.js';
import { AdminMinistriesModule } from './ministries/admin-ministries.module.js';
import { AdminOverviewModule } from './overview/admin-overview.module.js';
import { AdminPeopleModule } from './people/admin-people.module.js';
import { AdminPetitionsModule } from './petitions/admin-petitions.module.js';
import { AdminPicturesModule } from './pictures/admin-pictures.module.js';
import { AdminPlanModule } from './plan/admin-plan.module.js';
import { AdminRepliesModule } from './replies/admin-replies.module.js';
import { AdminSearchModule } from './search/admin-search.module.js';
import { AdminSettingsModule } from './settings/admin-settings.module.js';
import { AdminStaffModule } from './staff/admin-staff.module.js';
import { AdminSupporterLettersModule } from './supporter-letters/admin-supporter-letters.module.js';
import { AdminSupportersModule } from './supporters/admin-supporters.module.js';
import { AdminTextsModule } from './texts/admin-texts.module.js';
import { AdminThemeModule } from './theme/admin-theme.module.js';
import { AdminUpdatesModule } from './updates/admin-updates.module.js';
import { AdminWaitingModule } from './waiting/admin-waiting.module.js';
import { AdminWebhooksModule } from './webhooks/admin-webhooks.module.js';

/** The staff pages, one module per section. There are no rules here: permissions are decided by the services and guards. */
@Module({
  imports: [
    AdminAccountModule,
    AdminCampaignsModule,
    AdminClaimsModule,
    AdminDemandsModule,
    AdminFiguresModule,
    AdminFrameModule,
    AdminHelpModule,
    AdminImportsModule,
    AdminLedgerModule,
    AdminLettersModule,
    AdminListsModule,
    AdminMinistriesModule,
    AdminOverviewModule,
    AdminPeopleModule,
    AdminPetitionsModule,
    AdminPicturesModule,
    AdminPlanModule,
    AdminRepliesModule,
    AdminSearchModule,
    AdminSettingsModule,
    AdminStaffModule,
    AdminSupporterLettersModule,
    AdminSupportersModule,
    AdminTextsModule,
    AdminThemeModule,
    AdminUpdatesModule,
    AdminWaitingModule,
    AdminWebhooksModule,
  ],
})
export class AdminModule {}
