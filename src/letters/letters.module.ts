import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { AddresseesService } from './addressees.service.js';
import { ChannelsService } from './channels.service.js';
import { ContactDecisionsService } from './contact-decisions.service.js';
import { MinistriesDemo } from './ministries-demo.service.js';
import { MinistriesImportService } from './ministries-import.service.js';
import { MinistriesReference } from './ministries.reference.js';
import { MinistriesService } from './ministries.service.js';
import { MinistryListService } from './ministry-list.service.js';
import { OfficeHoldersService } from './office-holders.service.js';

const ministries = [
  AddresseesService,
  ChannelsService,
  ContactDecisionsService,
  MinistriesDemo,
  MinistriesImportService,
  MinistriesReference,
  MinistriesService,
  MinistryListService,
  OfficeHoldersService,
];

/** Letters to foreign ministries: whom to write to, what, when, and what became of it. */
@Module({
  imports: [AccessModule, TreatiesModule, ClaimsModule, CampaignsModule, PetitionsModule],
  providers: [...ministries],
  exports: [...ministries],
})
export class LettersModule {}
