import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { ListsModule } from '../../lists/lists.module.js';
import { PrivacyModule } from '../../privacy/privacy.module.js';
import { AdminFrameModule } from '../frame/admin-frame.module.js';
import { DataRequestsController } from './data-requests.controller.js';
import { EmbedSettingsController } from './embed.controller.js';
import { FraudController } from './fraud.controller.js';
import { SignatureController } from './signature.controller.js';
import { SupportersController } from './supporters.controller.js';
import { SuppressionsController } from './suppressions.controller.js';

@Module({
  imports: [AccessModule, CampaignsModule, PetitionsModule, ListsModule, PrivacyModule, AdminFrameModule],
  controllers: [
    DataRequestsController,
    EmbedSettingsController,
    FraudController,
    SignatureController,
    SupportersController,
    SuppressionsController,
  ],
})
export class AdminSupportersModule {}
