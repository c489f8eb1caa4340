import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { PetitionsModule } from '../petitions.module.js';
import { SignerMails } from './signer-mails.service.js';

/** The emails to people who signed. */
@Module({
  imports: [CampaignsModule, PetitionsModule],
  providers: [SignerMails],
  exports: [SignerMails],
})
export class SignerMailsModule {}
