import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { AddresseesService } from './addressees.service.js';
import { ChannelsService } from './channels.service.js';
import { ContactDecisionsService } from './contact-decisions.service.js';
import { DossiersService } from './dossiers.service.js';
import { MinistriesDemo } from './ministries-demo.service.js';
import { MinistriesImportService } from './ministries-import.service.js';
import { MinistriesReference } from './ministries.reference.js';
import { MinistriesService } from './ministries.service.js';
import { MinistryListService } from './ministry-list.service.js';
import { OfficeHoldersService } from './office-holders.service.js';

/** Whom to contact in a foreign ministry, how, and whether at all. */
@Module({
  imports: [AccessModule, TreatiesModule, CampaignsModule],
  providers: [
    AddresseesService,
    ChannelsService,
    ContactDecisionsService,
    DossiersService,
    MinistriesDemo,
    MinistriesImportService,
    MinistriesReference,
    MinistriesService,
    MinistryListService,
    OfficeHoldersService,
  ],
  exports: [
    AddresseesService,
    ChannelsService,
    ContactDecisionsService,
    DossiersService,
    MinistriesService,
    MinistryListService,
    OfficeHoldersService,
  ],
})
export class MinistriesModule {}
